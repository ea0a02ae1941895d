package io.serai.processors.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Values of a label that callers can make up: without a limit, each typing error is a time series for ever. Thread-safe. */
final class BoundedLabels {

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final int limit;

    BoundedLabels(int limit) {
        this.limit = limit;
    }

    /** The value itself while there are few of them, {@link MetricNames#OTHER} for those that come later. */
    String of(String value) {
        if (known.contains(value)) {
            return value;
        }
        synchronized (known) {
            return known.size() < limit && (known.add(value) || known.contains(value)) ? value : MetricNames.OTHER;
        }
    }
}
