package io.serai.processors.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import io.serai.api.caller.Caller;
import java.time.Instant;
import java.time.InstantSource;

/** One issuer at work: its keys, its good tokens, the callers that these make. Thread-safe. */
final class Issuer {

    private final IssuerSettings settings;
    private final TokenVerifier verifier;
    private final Callers callers;
    private final VerifiedTokens tokens;
    private final InstantSource clock;
    private volatile Revocations revocations = Revocations.NONE;

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
        Caller caller = callers.caller(claims, hash);
        Instant now = clock.instant();
        Instant expires = claims.getExpirationTime().toInstant();
        Instant again = now.plus(settings.kept().longest());
        String written = head.token().getParsedString();
        VerifiedToken token = new VerifiedToken(
                claims.getSubject(),
                id,
                TokenMark.signed(written),
                caller,
                again.isBefore(expires) ? again : expires,
                expires,
                settings.authorization().isPresent() ? written : "");
        if (revocations.contain(settings.name(), token, now)) {
            throw Refusals.invalid("has been taken back");
        }
        tokens.put(hash, token, before, now);
        return caller;
    }

    void revoked(Revocations all) {
        revocations = all;
        Instant now = clock.instant();
        tokens.forget(token -> all.contain(settings.name(), token, now));
    }
}
