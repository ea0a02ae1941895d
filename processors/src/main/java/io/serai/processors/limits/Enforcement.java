package io.serai.processors.limits;

import java.util.Locale;
import java.util.Optional;

/** What becomes of a call that a limit has nothing left for. {@link #label()} is the spelling in APIs and files. */
public enum Enforcement {
    /** It is refused. */
    REFUSE,
    /** It is counted, and somebody is told. */
    OBSERVE;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }

    /** The enforcement with this {@link #label()}. */
    public static Optional<Enforcement> of(String label) {
        for (Enforcement enforcement : values()) {
            if (enforcement.label.equals(label)) {
                return Optional.of(enforcement);
            }
        }
        return Optional.empty();
    }
}
