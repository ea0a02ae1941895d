package io.serai.processors.directory;

import io.serai.api.error.CallerException;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A token of an OpenID provider that is not taken any more.
 *
 * @param tenant whose tokens are meant; {@link #EVERYBODYS} for all
 * @param which token it is
 * @param endsAt when it would have ended anyway
 */
public record RevokedToken(String id, String tenant, Which which, Instant endsAt, String createdBy, Instant createdAt) {

    /** In the place of a tenant's id. */
    public static final String EVERYBODYS = "";

    private static final int LONGEST = 500;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /**
     * How a token is told from others: by issuer and {@code jti}, or by its SHA-256.
     *
     * @param issuer its {@code iss}; empty where the digest says which
     * @param tokenId its {@code jti}; empty where the digest says which
     * @param digest SHA-256 of the whole token, 64 hexadecimal digits; empty where issuer and {@code jti} say which
     */
    public record Which(String issuer, String tokenId, String digest) {

        public Which {
            if (digest.isEmpty()) {
                Fields.name("issuer", issuer, LONGEST);
                Fields.name("jti", tokenId, LONGEST);
            } else if (!DIGEST.matcher(digest).matches() || !issuer.isEmpty() || !tokenId.isEmpty()) {
                throw CallerException.badField("sha256", "expected 64 hexadecimal digits, and nothing beside them");
            }
        }

        public static Which ofId(String issuer, String tokenId) {
            return new Which(issuer, tokenId, "");
        }

        public static Which ofDigest(String digest) {
            return new Which("", "", digest);
        }
    }
}
