package io.serai.processors.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An API key, without its secret. Belongs to an application or to a user: the other of the two is empty. Keeps its id when its secret is
 * rotated, so that limits, roles and bills go on.
 *
 * @param id {@code key_…}
 * @param user its owner, where it is a person's
 * @param scopes what it is narrowed to; empty where it is not
 * @param models what it is narrowed to, each perhaps with {@code *} at its end; empty where it is not
 * @param networks where calls may come from, as CIDR; empty for anywhere
 * @param tags that all its calls carry
 * @param createdBy the {@link io.serai.api.caller.Caller#principal()} of who made it
 * @param secrets what opens it: one, or two while it is being rotated; the newest first
 * @param lastUsedAt to the minute or so
 * @param version rises by one with each change but that of its last use: the ETag
 */
public record ApiKeyRecord(
        String id,
        String tenant,
        String application,
        String user,
        String name,
        Status status,
        Set<String> scopes,
        List<String> models,
        List<String> networks,
        Set<String> tags,
        Optional<Instant> expiresAt,
        String createdBy,
        List<Secret> secrets,
        Optional<Instant> lastUsedAt,
        long version,
        Instant createdAt) {

    public ApiKeyRecord {
        if (application.isEmpty() == user.isEmpty()) {
            throw new IllegalArgumentException("a key belongs to an application or to a user");
        }
        scopes = Set.copyOf(scopes);
        models = List.copyOf(models);
        networks = List.copyOf(networks);
        tags = Set.copyOf(tags);
        secrets = List.copyOf(secrets);
    }

    /**
     * What opens a key.
     *
     * @param shown the beginning of the key, by which people tell theirs apart
     * @param endsAt from when on it opens nothing, where it has been rotated out
     */
    public record Secret(KeyHash hash, String shown, Optional<Instant> endsAt, Instant createdAt) {}

    /** Whether it has run out by then. */
    public boolean isExpired(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }
}
