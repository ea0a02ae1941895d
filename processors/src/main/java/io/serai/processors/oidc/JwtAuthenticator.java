package io.serai.processors.oidc;

import io.serai.api.caller.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says whose the JWTs of configured issuers are. A token that has been seen costs its hash and a look-up; another one a signature, and a
 * question to the directory. Thread-safe.
 */
public final class JwtAuthenticator implements TokenCheck {

    private final int maxTokenBytes;
    private final InstantSource clock;
    private final Map<String, Issuer> issuers = new LinkedHashMap<>();
    private final Issuer[] all;

    public JwtAuthenticator(OidcSettings settings, ProviderHttp http, Users users, Places places, InstantSource clock) {
        this.maxTokenBytes = settings.maxTokenBytes();
        this.clock = clock;
        for (IssuerSettings issuer : settings.issuers()) {
            issuers.put(issuer.name(), new Issuer(issuer, http, users, places, clock));
        }
        this.all = issuers.values().toArray(Issuer[]::new);
    }

    /** Whether somebody means this to be a JWT: they begin with the Base64 of <code>{"</code>. */
    public static boolean looksLikeToken(String bearer) {
        return bearer.startsWith("ey");
    }

    @Override
    public Caller check(String token) {
        if (token.length() > maxTokenBytes) {
            throw Refusals.invalid("is too long");
        }
        TokenHash hash = TokenHash.of(token);
        Caller known = known(hash);
        if (known != null) {
            return known;
        }
        TokenHead head = TokenHead.read(token);
        Issuer issuer = issuers.get(head.issuer());
        if (issuer == null) {
            throw Refusals.invalid("is of an issuer that is not accepted");
        }
        return issuer.check(head, hash);
    }

    /** The caller of a token that has been seen and is still good, from memory; empty where that takes a {@link #check}. */
    public Optional<Caller> known(String token) {
        return token.length() > maxTokenBytes ? Optional.empty() : Optional.ofNullable(known(TokenHash.of(token)));
    }

    private @Nullable Caller known(TokenHash hash) {
        Instant now = clock.instant();
        // Not by the issuer that the token names: that would mean to take it apart before it is known.
        for (Issuer issuer : all) {
            VerifiedToken token = issuer.tokens().find(hash, now);
            if (token != null) {
                return token.caller();
            }
        }
        return null;
    }

    /** Something about a user has changed: the tokens of that subject are looked at again before they are taken. */
    public void forget(String issuer, String subject) {
        Optional.ofNullable(issuers.get(issuer))
                .ifPresent(known -> known.tokens().forget(subject));
    }

    /** Something about tenants, teams or applications has changed: all tokens are looked at again. */
    public void forgetAll() {
        issuers.values().forEach(issuer -> issuer.tokens().forgetAll());
    }

    /** From now on these tokens are not taken, and all others are that are good; on this node. */
    public void revoked(Collection<Revocation> all) {
        Revocations revocations = new Revocations(all);
        issuers.values().forEach(issuer -> issuer.revoked(revocations));
    }

    /** The verified token that a caller came in by; empty for callers by other means, and where it is not remembered any more. */
    Optional<VerifiedToken> tokenOf(Caller caller) {
        return TokenFacts.issuer(caller).map(issuers::get).flatMap(issuer -> TokenFacts.token(caller)
                .flatMap(hash -> issuer.tokens().lasting(hash, clock.instant())));
    }
}
