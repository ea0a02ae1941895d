package io.serai.processors.directory;

import java.util.Locale;
import java.util.Optional;

/** Whether a tenant, team, application, user or key may do anything. {@link #label()} is the spelling in APIs and in SQL. */
public enum Status {
    ACTIVE,
    /** For the time being nothing is let through. */
    BLOCKED,
    /** Of keys: for ever. */
    REVOKED;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }

    /** The status with this {@link #label()}. */
    public static Optional<Status> of(String label) {
        for (Status status : values()) {
            if (status.label.equals(label)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
