package io.serai.processors.ledger;

import java.util.Locale;
import java.util.Optional;

/** By what usage and cost are told apart. {@link #label()} is the spelling in APIs; no text of a request ever becomes a column's name. */
public enum Dimension {
    TENANT,
    TEAM,
    APP,
    KEY,
    USER,
    /** The model that the caller named. */
    ASKED,
    PROVIDER,
    /** As the provider calls it. */
    MODEL,
    OPERATION,
    CAUSE,
    TAG;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }

    public static Optional<Dimension> of(String label) {
        for (Dimension dimension : values()) {
            if (dimension.label.equals(label)) {
                return Optional.of(dimension);
            }
        }
        return Optional.empty();
    }

    /** What a row says of it; of tags, which are several, nothing. */
    String of(Line line, String cause) {
        return switch (this) {
            case TENANT -> line.tenant();
            case TEAM -> line.team();
            case APP -> line.app();
            case KEY -> line.key();
            case USER -> line.user();
            case ASKED -> line.asked();
            case PROVIDER -> line.provider();
            case MODEL -> line.model();
            case OPERATION -> line.operation().label();
            case CAUSE -> cause;
            case TAG -> "";
        };
    }
}
