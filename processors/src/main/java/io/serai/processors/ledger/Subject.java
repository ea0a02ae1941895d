package io.serai.processors.ledger;

import java.util.EnumMap;
import java.util.Map;

/**
 * Whose use is asked for: all that is said must hold.
 *
 * @param equal by dimension
 */
public record Subject(Map<Dimension, String> equal) {

    /** Everybody's. */
    public static final Subject ALL = new Subject(Map.of());

    public Subject {
        Map<Dimension, String> kept = new EnumMap<>(Dimension.class);
        // As the journal keeps texts: PostgreSQL refuses a NUL
        equal.forEach((dimension, value) -> kept.put(dimension, value.replace('\0', '?')));
        equal = Map.copyOf(kept);
    }

    public static Subject of(Dimension dimension, String value) {
        return new Subject(Map.of(dimension, value));
    }

    /** Narrower by one. */
    public Subject and(Dimension dimension, String value) {
        Map<Dimension, String> both = new EnumMap<>(Dimension.class);
        both.putAll(equal);
        both.put(dimension, value);
        return new Subject(both);
    }

    boolean holds(Line line, String cause) {
        for (Map.Entry<Dimension, String> wanted : equal.entrySet()) {
            boolean same = wanted.getKey() == Dimension.TAG
                    ? line.tags().contains(wanted.getValue())
                    : wanted.getKey().of(line, cause).equals(wanted.getValue());
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
