package io.serai.processors.directory;

import java.time.Instant;

/**
 * A customer, company or department that shares nothing with others.
 *
 * @param id {@code ten_…}
 * @param name unique
 * @param version rises by one with each change: the ETag
 */
public record Tenant(String id, String name, Status status, long version, Instant createdAt) {

    /** The tenant of those who run the gateway. It is there from the start; only its people can be platform administrators. */
    public static final String HOME = "ten_home";
}
