package io.serai.gateway.identity;

import io.serai.api.caller.Caller;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.processors.identity.Authenticator;
import io.serai.processors.identity.Credentials;
import io.serai.processors.identity.Membership;
import io.serai.processors.identity.Outcome;
import io.serai.processors.oidc.JwtAuthenticator;
import io.serai.processors.oidc.TokenCheck;
import java.util.Optional;
import java.util.function.Function;

/** Knows callers by the bearer tokens of an OpenID provider. */
public final class TokenAuthenticator implements Authenticator {

    private static final Outcome BLOCKED = new Outcome.Refused("a token of somebody who is blocked or unknown");

    private final TokenCheck check;
    private final Function<String, Optional<Caller>> known;
    private final Membership members;

    /**
     * @param check says whose a token is, and may wait for the provider's keys
     * @param known whose a token is that has been seen before and is still good, from memory
     */
    public TokenAuthenticator(TokenCheck check, Function<String, Optional<Caller>> known, Membership members) {
        this.check = check;
        this.known = known;
        this.members = members;
    }

    @Override
    public Outcome judge(Credentials credentials) {
        String token = token(credentials);
        if (token.isEmpty()) {
            return Outcome.NOT_MINE;
        }
        try {
            return outcome(check.check(token));
        } catch (CallerException e) {
            if (e.kind() == ErrorKind.CALLER_UNAUTHENTICATED) {
                return new Outcome.Refused("a token that " + e.code().orElse("is not valid"));
            }
            throw e;
        }
    }

    @Override
    public Optional<Outcome> glance(Credentials credentials) {
        String token = token(credentials);
        return token.isEmpty()
                ? Optional.of(Outcome.NOT_MINE)
                : known.apply(token).map(this::outcome);
    }

    private Outcome outcome(Caller caller) {
        return members.admits(caller) ? new Outcome.Known(caller) : BLOCKED;
    }

    /** Empty where the credentials are none of these. */
    private static String token(Credentials credentials) {
        return credentials.shown() instanceof Credentials.Token token && JwtAuthenticator.looksLikeToken(token.text())
                ? token.text()
                : "";
    }
}
