package io.serai.processors.prices;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts calls of models that have no price, and warns of each model once. Thread-safe. */
public final class UnpricedCalls implements UnpricedListener {

    private static final Logger LOG = LoggerFactory.getLogger(UnpricedCalls.class);

    /** Callers may name models of their own invention. */
    private static final int MOST_WARNINGS = 500;

    private final LongAdder calls = new LongAdder();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    @Override
    public void unpriced(String provider, String model) {
        calls.increment();
        String target = provider + '/' + model;
        if (warned.size() < MOST_WARNINGS && warned.add(target)) {
            LOG.warn(
                    "The model {} has no price; its calls are charged by the ceiling, or refused where 'unknown' says so. Put it into"
                            + " prices.yaml",
                    target);
        }
    }

    /** How often it was asked. */
    public long count() {
        return calls.sum();
    }
}
