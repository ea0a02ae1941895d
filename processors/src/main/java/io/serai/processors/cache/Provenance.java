package io.serai.processors.cache;

import io.serai.api.call.CallNames;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.processors.cache.CachedAnswer.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer of the step below comes from, and whether the model that was asked has given it. What comes from a fallback is no answer
 * of the model: the caller has it, but if it were kept, it would be given for the model's own long after that is well again. It is left to a
 * cache around the fallback itself, which keeps it under the model that gave it.
 */
final class Provenance {

    private final AskedCall call;
    private final Meter meter;
    private final int before;

    private Provenance(AskedCall call, Meter meter) {
        this.call = call;
        this.meter = meter;
        this.before = meter.count();
    }

    /** Before the step below is asked: what earlier steps have left says nothing about it. */
    static Provenance before(AskedCall call) {
        Exchange exchange = call.exchange();
        exchange.removeProperty(CallNames.FALLBACK);
        exchange.removeProperty(CallNames.ATTEMPT);
        exchange.removeProperty(CacheVerdict.PROPERTY);
        exchange.removeProperty(CacheVerdict.AGE);
        return new Provenance(call, call.meter());
    }

    /** Who answered; the route itself where it asked nobody. */
    Source source() {
        Attempt attempt = attempt();
        return attempt == null
                ? new Source("model", call.model(), call.operation())
                : new Source(attempt.provider(), attempt.model(), call.operation());
    }

    /**
     * Whether the answer is one of the model that was asked: nobody was asked in vain who has not answered later on, and no fallback says it
     * is one. What a route says of its own accord once a call has failed, an apology say, is nobody's.
     */
    boolean isOwn() {
        if (Boolean.TRUE.equals(call.exchange().getProperty(CallNames.FALLBACK))) {
            return false;
        }
        if (meter.count() == before) {
            return true;
        }
        Set<String> answered = new HashSet<>();
        List<Attempt> made = made();
        for (int i = made.size() - 1; i >= 0; i--) {
            Attempt attempt = made.get(i);
            if (answers(attempt)) {
                answered.add(attempt.target());
            } else if (attempt.outcome() == Attempt.Outcome.FAILED && !answered.contains(attempt.target())) {
                return false;
            }
        }
        return !answered.isEmpty();
    }

    private static boolean answers(Attempt attempt) {
        return attempt.outcome() == Attempt.Outcome.RUNNING || attempt.outcome() == Attempt.Outcome.SUCCEEDED;
    }

    /** The calls of the step below, in their order. */
    private List<Attempt> made() {
        List<Attempt> attempts = meter.attempts();
        return attempts.subList(Math.min(before, attempts.size()), attempts.size());
    }

    /** How old the answer is already, where a cache further in has given it; in milliseconds. */
    long age() {
        return call.exchange().getProperty(CacheVerdict.AGE, 0L, Long.class);
    }

    private @Nullable Attempt attempt() {
        Attempt known = call.exchange().getProperty(CallNames.ATTEMPT, Attempt.class);
        if (known != null) {
            return known;
        }
        List<Attempt> made = made();
        for (int i = made.size() - 1; i >= 0; i--) {
            if (answers(made.get(i))) {
                return made.get(i);
            }
        }
        return null;
    }
}
