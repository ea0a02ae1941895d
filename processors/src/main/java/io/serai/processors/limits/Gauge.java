package io.serai.processors.limits;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One limit with all its subjects on this node. Thread-safe. */
final class Gauge {

    /** Callers can make up tags, and models of a family; those beyond so many are counted together. */
    static final int MOST_MADE_UP = 100_000;

    /** The subject of what is counted together. */
    static final String OTHERS = "others";

    private final Limit limit;
    private final int most;
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();

    Gauge(Limit limit) {
        this.limit = limit;
        boolean madeUp = limit.scope().isEach(Dimension.TAG) || limit.scope().isEach(Dimension.MODEL);
        this.most = madeUp ? MOST_MADE_UP : Integer.MAX_VALUE;
    }

    Limit limit() {
        return limit;
    }

    Tally tally(String subject) {
        Tally known = tallies.get(subject);
        if (known != null) {
            return known;
        }
        String counted = tallies.size() < most ? subject : OTHERS;
        return tallies.computeIfAbsent(counted, made -> new Tally(limit, made));
    }

    /** The same, where anything is known of it. */
    @Nullable
    Tally known(String subject) {
        return tallies.get(subject);
    }

    Collection<Tally> tallies() {
        return tallies.values();
    }

    /** Forgets a subject that nothing is known of which the pool does not know. */
    void remove(Tally tally) {
        tallies.remove(tally.subject(), tally);
    }
}
