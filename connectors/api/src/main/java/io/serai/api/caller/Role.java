package io.serai.api.caller;

import java.util.Locale;
import java.util.Optional;

/** What somebody may do, coarsely; from the most powerful to the least. {@link #label()} is the spelling in APIs and settings. */
public enum Role {
    /** Everything, in all tenants. */
    PLATFORM_ADMIN,
    /** Everything within one tenant. */
    TENANT_ADMIN,
    /** Applications, keys and usage of one team. */
    TEAM_LEAD,
    /** Calls models, and manages the keys of applications of the own team. */
    DEVELOPER,
    /** Reads, calls nothing. */
    VIEWER,
    /** A machine: calls models. */
    APPLICATION;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The spelling in APIs and settings: {@code tenant_admin}. */
    public String label() {
        return label;
    }

    /** The role with this {@link #label()}. */
    public static Optional<Role> of(String label) {
        for (Role role : values()) {
            if (role.label.equals(label)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
