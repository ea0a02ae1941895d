package io.serai.processors.routing;

import java.util.Arrays;
import java.util.Locale;

/** When a target is asked. */
public enum Role {
    /** From the beginning. */
    TARGET,
    /** Once all targets have failed. */
    GENERAL,
    /** For requests that are too long for the targets. */
    CONTEXT_WINDOW,
    /** For requests that the targets' content policies refuse. */
    CONTENT_POLICY,
    /** At the very last, for whatever reason, except for refused content. */
    DEFAULT;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Such as {@code context-window}. */
    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException naming those there are */
    static Role named(String label) {
        for (Role role : values()) {
            if (role.label.equals(label)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "expected a role of " + Arrays.stream(values()).map(Role::label).toList() + ", found '" + label + "'");
    }
}
