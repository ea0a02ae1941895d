package io.serai.processors.oidc;

import io.serai.api.caller.Caller;
import java.util.Optional;

/** The attributes that tell of a caller by which token it came in. */
final class TokenFacts {

    /** The issuer, as tokens spell it. */
    static final String ISSUER = "oidc.issuer";

    /** {@link TokenHash#text()}: finds the verified token, and is none. */
    static final String TOKEN = "oidc.token";

    private static final String OURS = "oidc.";

    private TokenFacts() {}

    static boolean isReserved(String attribute) {
        return attribute.startsWith(OURS);
    }

    static Optional<String> issuer(Caller caller) {
        return Optional.ofNullable(caller.attributes().get(ISSUER));
    }

    static Optional<TokenHash> token(Caller caller) {
        return Optional.ofNullable(caller.attributes().get(TOKEN)).flatMap(TokenHash::read);
    }
}
