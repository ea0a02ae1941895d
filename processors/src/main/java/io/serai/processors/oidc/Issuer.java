package io.serai.processors.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import io.serai.api.caller.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** One issuer at work: its keys, its good tokens, the callers that these make. Thread-safe. */
final class Issuer {

    /** How long a token that was taken back is remembered: no issuer makes access tokens that last longer. */
    private static final Duration LONGEST_TOKEN = Duration.ofHours(24);

    private final IssuerSettings settings;
    private final TokenVerifier verifier;
    private final Callers callers;
    private final VerifiedTokens tokens;
    private final InstantSource clock;

    Issuer(IssuerSettings settings, ProviderHttp http, Users users, Places places, InstantSource clock) {
        this.settings = settings;
        this.verifier =
                new TokenVerifier(settings, new KeySource(settings.issuer(), settings.keys(), http, clock), clock);
        this.callers = new Callers(settings, users, places);
        this.tokens = new VerifiedTokens(settings.kept().most());
        this.clock = clock;
    }

    VerifiedTokens tokens() {
        return tokens;
    }

    /** Checks a token that is not remembered, and remembers it. */
    Caller check(TokenHead head, TokenHash hash) {
        long before = tokens.changes();
        JWTClaimsSet claims = verifier.verify(head);
        String id = claims.getJWTID() == null ? "" : claims.getJWTID();
        if (tokens.isRevoked(id)) {
            throw Refusals.invalid("has been taken back");
        }
        Caller caller = callers.caller(claims, hash);
        Instant now = clock.instant();
        Instant expires = claims.getExpirationTime().toInstant();
        Instant again = now.plus(settings.kept().longest());
        String text = settings.authorization().isPresent() ? head.token().getParsedString() : "";
        tokens.put(
                hash,
                new VerifiedToken(
                        claims.getSubject(), id, caller, again.isBefore(expires) ? again : expires, expires, text),
                before,
                now);
        return caller;
    }

    void revoke(String id) {
        Instant now = clock.instant();
        tokens.revoke(id, now.plus(LONGEST_TOKEN), now);
    }
}
