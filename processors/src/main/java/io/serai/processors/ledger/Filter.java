package io.serai.processors.ledger;

import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Which calls: those that began in an interval, and that are of a subject.
 *
 * @param from in milliseconds since the epoch, inclusive
 * @param until exclusive
 */
public record Filter(long from, long until, Subject subject) {

    public Filter(long from, long until, Map<Dimension, String> equal) {
        this(from, until, new Subject(equal));
    }

    /** Binds each dimension by its label, null where anything will do, and {@code from} and {@code until}. */
    <S extends SqlStatement<S>> S bind(S statement) {
        S bound = statement.bind("from", from).bind("until", until);
        for (Dimension dimension : Dimension.values()) {
            bound = bound.bind("f_" + dimension.label(), wanted(dimension));
        }
        return bound;
    }

    private @Nullable String wanted(Dimension dimension) {
        return subject.equal().get(dimension);
    }
}
