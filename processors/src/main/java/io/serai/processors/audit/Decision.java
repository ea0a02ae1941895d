package io.serai.processors.audit;

import java.util.Locale;
import java.util.Optional;

/** How far an audited action has come. */
public enum Decision {
    /** It was let in, to be done next. Where something is otherwise by it, another row of the request says so; or that it was refused. */
    ALLOWED,
    /** It was refused. */
    DENIED,
    /** It was done, and something is otherwise now. */
    CHANGED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The spelling in the store and in APIs: {@code denied}. */
    public String label() {
        return label;
    }

    /** The decision with this {@link #label()}. */
    public static Optional<Decision> of(String label) {
        for (Decision decision : values()) {
            if (decision.label.equals(label)) {
                return Optional.of(decision);
            }
        }
        return Optional.empty();
    }
}
