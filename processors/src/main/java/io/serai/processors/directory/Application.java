package io.serai.processors.directory;

import java.time.Instant;
import java.util.Set;

/**
 * A program that calls models, by keys of its own.
 *
 * @param id {@code app_…}
 * @param team within the tenant, or empty
 * @param name unique within the tenant
 * @param tags that all its calls carry
 * @param createdBy the {@link io.serai.api.caller.Caller#principal()} of who made it
 * @param version rises by one with each change: the ETag
 */
public record Application(
        String id,
        String tenant,
        String team,
        String name,
        String description,
        Status status,
        Set<String> tags,
        String createdBy,
        long version,
        Instant createdAt) {

    public Application {
        tags = Set.copyOf(tags);
    }
}
