package io.serai.processors.directory;

import io.serai.api.caller.Role;
import java.time.Instant;

/**
 * Somebody has a role.
 *
 * @param id {@code rol_…}
 * @param team where the role is that of one team, or empty
 * @param createdBy the {@link io.serai.api.caller.Caller#principal()} of who gave it
 * @param version rises by one with each change: the ETag
 */
public record RoleBinding(
        String id,
        String tenant,
        Holder holder,
        Role role,
        String team,
        String createdBy,
        long version,
        Instant createdAt) {

    /**
     * Who has a role.
     *
     * @param id of the user, application or key
     */
    public record Holder(HolderKind kind, String id) {}

    /** What can have roles. */
    public enum HolderKind {
        USER,
        APPLICATION,
        KEY
    }
}
