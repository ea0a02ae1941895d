package io.serai.processors.directory;

import java.time.Instant;

/**
 * People and applications of a tenant that belong together.
 *
 * @param id {@code team_…}
 * @param name unique within the tenant
 * @param version rises by one with each change: the ETag
 */
public record Team(String id, String tenant, String name, Status status, long version, Instant createdAt) {}
