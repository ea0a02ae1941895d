package io.serai.processors.oidc;

import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The good tokens of one issuer, found by the hash of the whole token: part of a token says nothing of the rest. Thread-safe.
 */
final class VerifiedTokens {

    /** When full, this part gives way at once: making room for one token at a time would search the whole map each time. */
    private static final int PART = 8;

    private final int most;
    private final Map<TokenHash, VerifiedToken> tokens = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    VerifiedTokens(int most) {
        this.most = most;
    }

    /** The token, where it need not be looked at again. */
    @Nullable
    VerifiedToken find(TokenHash hash, Instant now) {
        VerifiedToken token = tokens.get(hash);
        return token != null && now.isBefore(token.until()) ? token : null;
    }

    /** The token as long as it lasts, for asking its issuer with it. */
    Optional<VerifiedToken> lasting(TokenHash hash, Instant now) {
        return Optional.ofNullable(tokens.get(hash)).filter(token -> now.isBefore(token.expires()));
    }

    /** How often tokens have become stale or been taken back; what was found out before the last time may be out of date. */
    long changes() {
        return changes.get();
    }

    /**
     * Remembers a token; as a stale one where something has changed meanwhile.
     *
     * @param before what {@link #changes()} was before anything was asked about the token
     */
    void put(TokenHash hash, VerifiedToken token, long before, Instant now) {
        if (tokens.size() >= most) {
            tokens.values().removeIf(kept -> !now.isBefore(kept.expires()));
            shrink(tokens);
        }
        tokens.put(hash, token);
        if (changes.get() != before) {
            tokens.replace(hash, token, token.stale());
        }
    }

    private void shrink(Map<?, ?> map) {
        int room = Math.max(1, most / PART);
        Iterator<?> each = map.keySet().iterator();
        for (int excess = map.size() - most + room; excess > 0 && each.hasNext(); excess--) {
            each.next();
            each.remove();
        }
    }

    /** Has the tokens of a subject looked at again. */
    void forget(String subject) {
        changes.incrementAndGet();
        tokens.replaceAll((hash, token) -> token.subject().equals(subject) ? token.stale() : token);
    }

    /** Has all tokens looked at again. */
    void forgetAll() {
        changes.incrementAndGet();
        tokens.replaceAll((hash, token) -> token.stale());
    }

    /** Forgets those that are not taken any more. */
    void forget(Predicate<VerifiedToken> revoked) {
        changes.incrementAndGet();
        tokens.values().removeIf(revoked);
    }

    int size() {
        return tokens.size();
    }
}
