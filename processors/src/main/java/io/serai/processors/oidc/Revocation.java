package io.serai.processors.oidc;

import java.time.Instant;

/**
 * Says that a token is not taken any more, although it has not ended: by its issuer and {@code jti}, or by its digest.
 *
 * @param tenant whose tokens are meant; empty for all. One tenant's word must not refuse the tokens of another
 * @param issuer empty where the digest says which
 * @param tokenId its {@code jti}; empty where the digest says which
 * @param digest as {@link TokenMark} has it; empty where issuer and {@code jti} say which
 * @param until when the token ends by itself
 */
public record Revocation(String tenant, String issuer, String tokenId, String digest, Instant until) {}
