package io.serai.providers.azure;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.providers.http.Authorizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token, kept until it is about to expire. One caller fetches the next while the others go on with what is left of the last; only
 * without any they wait.
 */
final class EntraAuthorizer implements Authorizer {

    /** Entra's tokens last an hour or more: https://learn.microsoft.com/entra/identity-platform/access-tokens#token-lifetime */
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final String provider;
    private final TokenSource source;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Token token;

    /** Where tokens come from; blocks, and breaks with whatever is wrong. */
    @FunctionalInterface
    interface TokenSource {
        Token fetch();
    }

    /**
     * A token.
     *
     * @param value a secret
     * @param expiresAt when it is of no more use
     */
    record Token(String value, Instant expiresAt) {

        /** Does not tell the secret. */
        @Override
        public String toString() {
            return "token until " + expiresAt;
        }
    }

    EntraAuthorizer(String provider, TokenSource source, InstantSource clock) {
        this.provider = provider;
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Map<String, String> headers(Unauthorized request) {
        return Map.of("authorization", "Bearer " + token().value());
    }

    private Token token() {
        Token known = token;
        if (known != null && isFresh(known, EARLY)) {
            return known;
        }
        if (known == null || !isFresh(known, Duration.ZERO)) {
            fetching.lock();
        } else if (!fetching.tryLock()) {
            return known;
        }
        try {
            Token latest = token;
            if (latest != null && isFresh(latest, EARLY)) {
                return latest;
            }
            return fetch(latest);
        } finally {
            fetching.unlock();
        }
    }

    private Token fetch(@Nullable Token latest) {
        try {
            Token next = source.fetch();
            token = next;
            return next;
        } catch (RuntimeException e) {
            if (latest != null && isFresh(latest, Duration.ZERO)) {
                return latest;
            }
            throw new ProviderException(
                    ErrorKind.PROVIDER_AUTH,
                    "provider '" + provider + "' could not get a token from Microsoft Entra",
                    e);
        }
    }

    private boolean isFresh(Token known, Duration early) {
        return clock.instant().plus(early).isBefore(known.expiresAt());
    }
}
