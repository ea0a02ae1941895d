package io.serai.processors.audit;

import java.util.Locale;
import java.util.Optional;

/**
 * All that an audit event may say beside who, what, when and where. Each is a name, a number or a word of a closed set; none takes a
 * sentence, a header or a body, so that no prompt and no secret gets in, whatever a caller of this package hands over.
 */
public enum Detail {
    /** Why it was refused, as a word: an error's code, the name of a check or of a rule. */
    REASON,
    /** How the caller has proven who it is: {@code key}, {@code token}, {@code certificate}. */
    METHOD,
    /** The pattern of the route that was called, such as {@code /admin/v1/keys/{id}}; never the path itself. */
    ROUTE,
    /** HTTP status of the answer. */
    STATUS,
    /** Names of the fields that were set, joined by commas; never their values. */
    FIELDS,
    /** Version of the object before the change. */
    BEFORE,
    /** Version of the object after the change. */
    AFTER,
    /** Name of a model. */
    MODEL,
    /** Name of a provider's bean. */
    PROVIDER,
    /** Label of a role that was given, taken or missing. */
    ROLE,
    /** Id of the limit that has spoken. */
    LIMIT,
    /** Id of an application that is not the object itself, such as the one that subscribes. */
    APPLICATION,
    /** How many objects were touched. */
    COUNT,
    /** Until when something holds, as an ISO instant. */
    UNTIL,
    /** Name of a node. */
    NODE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The spelling in the store and in APIs: {@code fields}. */
    public String label() {
        return label;
    }

    /** The detail with this {@link #label()}. */
    public static Optional<Detail> of(String label) {
        for (Detail detail : values()) {
            if (detail.label.equals(label)) {
                return Optional.of(detail);
            }
        }
        return Optional.empty();
    }
}
