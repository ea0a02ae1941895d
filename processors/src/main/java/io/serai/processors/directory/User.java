package io.serai.processors.directory;

import java.time.Instant;

/**
 * A person. Known by who vouches for it and by which name there, so that a token and the person's keys lead to the same id; the e-mail
 * address is for mail, it identifies nobody.
 *
 * @param id {@code usr_…}
 * @param issuer the {@code iss} of its tokens
 * @param subject the {@code sub} of its tokens; unique with the issuer
 * @param email or empty
 * @param version rises by one with each change: the ETag
 */
public record User(
        String id,
        String tenant,
        String issuer,
        String subject,
        String name,
        String email,
        Status status,
        long version,
        Instant createdAt) {}
