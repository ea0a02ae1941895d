package io.serai.processors.cache;

/**
 * Under what an answer is kept.
 *
 * @param scope whose it is: {@code <tenant>/} or {@code <tenant>/<group>}, see {@link CacheScope}; nobody else ever finds it
 * @param digest SHA-256 over all that can change the answer, 64 lower-case hex digits
 */
public record CacheKey(String scope, String digest) {

    /** The tenant's id. */
    public String tenant() {
        return scope.substring(0, scope.indexOf('/'));
    }

    /** One text for both, which no other key has: digests are all of one length. */
    public String name() {
        return scope + "#" + digest;
    }

    /**
     * The key of such a text.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static CacheKey ofName(String name) {
        int end = name.lastIndexOf('#');
        if (end < 0 || name.indexOf('/') < 0 || name.indexOf('/') > end) {
            throw new IllegalArgumentException("expected <tenant>/<group>#<digest>");
        }
        return new CacheKey(name.substring(0, end), name.substring(end + 1));
    }
}
