package io.serai.processors.directory;

import java.util.Locale;
import java.util.Optional;

/**
 * What applications subscribe to.
 *
 * @param name as callers send it; may end in {@code *} and stand for all names that begin so, in rules about it
 */
public record Thing(Kind kind, String name) {

    private static final String ALL_FAMILIES = "*/*";

    /** @throws io.serai.api.error.CallerException where the name is blank, too long or no plain text */
    public Thing {
        Fields.name("name", name, 300);
    }

    /** What it is. {@link #label()} is the spelling in APIs and in SQL. */
    public enum Kind {
        MODEL,
        PROMPT,
        WORKFLOW;

        private final String label = name().toLowerCase(Locale.ROOT);

        public String label() {
            return label;
        }

        /** The kind with this {@link #label()}. */
        public static Optional<Kind> of(String label) {
            for (Kind kind : values()) {
                if (kind.label.equals(label)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether a rule about this is about another thing as well. {@code *}{@code /*} is the family of all providers' models. */
    public boolean covers(Thing other) {
        if (kind != other.kind) {
            return false;
        }
        if (name.equals(other.name)) {
            return true;
        }
        int beginning = name.length() - 1;
        return name.equals(ALL_FAMILIES)
                ? other.name.indexOf('/') > 0
                : name.endsWith("*") && other.name.regionMatches(0, name, 0, beginning);
    }

    public static Thing model(String name) {
        return new Thing(Kind.MODEL, name);
    }
}
