package io.serai.processors.limits;

import java.time.Instant;

/**
 * A limit in the database.
 *
 * @param version 1 at first, higher by one with each change
 */
public record StoredLimit(Limit limit, long version, Instant createdAt) {}
