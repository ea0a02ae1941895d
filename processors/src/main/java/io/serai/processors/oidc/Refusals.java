package io.serai.processors.oidc;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;
import java.time.Duration;

/** What callers are told whose token does not let them in. Nothing of the token is repeated. */
final class Refusals {

    /** <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750, 3.1</a>. */
    static final String CODE = "invalid_token";

    static final String AWAY = "identity_provider_unavailable";

    private Refusals() {}

    /**
     * HTTP 401.
     *
     * @param why the end of a sentence that begins with "The bearer token"
     */
    static SeraiException invalid(String why) {
        return new CallerException(ErrorKind.CALLER_UNAUTHENTICATED, "The bearer token " + why + ".").withCode(CODE);
    }

    /** HTTP 403: the token is good, but not for anything here. */
    static SeraiException forbidden(String sentence) {
        return new CallerException(ErrorKind.CALLER_FORBIDDEN, sentence);
    }

    /** HTTP 503: a good token must not look like a bad one only because nobody can be asked. */
    static SeraiException away(Duration retryAfter) {
        Duration whole =
                Duration.ofSeconds(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
        return new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "The identity provider can't be asked just now.")
                .withCode(AWAY)
                .withRetryAfter(whole);
    }
}
