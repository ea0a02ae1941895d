package io.serai.processors.cache;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What all caches of an installation have in common. One is looked for in the registry; a context without any gets one of its own.
 *
 * @param flights the calls of this node, which other nodes may follow
 * @param widest with whom answers may be shared at most, by the word of who runs the installation
 */
public record CacheSpace(CacheStore store, AnswerNotes notes, FlightBoard board, Flights flights, CacheScope widest) {

    /** With no calls in the air yet. */
    public CacheSpace(CacheStore store, AnswerNotes notes, FlightBoard board, CacheScope widest) {
        this(store, notes, board, new Flights(board), widest);
    }

    /** With whom answers may be shared at most; within a tenant where nobody says. */
    public static CacheScope widestIn(CamelContext context) {
        CacheSpace bound = bound(context);
        return bound == null ? CacheScope.TENANT : bound.widest();
    }

    /** Where the gateway has bound one; else null. */
    static @Nullable CacheSpace bound(CamelContext context) {
        Set<CacheSpace> found = context.getRegistry().findByType(CacheSpace.class);
        return found.isEmpty() ? null : found.iterator().next();
    }
}
