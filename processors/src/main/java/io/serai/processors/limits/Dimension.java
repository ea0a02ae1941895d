package io.serai.processors.limits;

import java.util.Locale;
import java.util.Optional;

/** What a call is limited by. {@link #label()} is the spelling in APIs and files. */
public enum Dimension {
    TENANT,
    TEAM,
    APP,
    KEY,
    USER,
    /** The model that the caller has named. */
    MODEL,
    /** By the name of its bean. */
    PROVIDER,
    /** Of the caller or of the request; a call may have several. */
    TAG;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }

    /** The dimension with this {@link #label()}. */
    public static Optional<Dimension> of(String label) {
        for (Dimension dimension : values()) {
            if (dimension.label.equals(label)) {
                return Optional.of(dimension);
            }
        }
        return Optional.empty();
    }
}
