package io.serai.processors.oidc;

import io.serai.api.caller.Caller;

/** Says whose a bearer token is. Thread-safe. */
@FunctionalInterface
public interface TokenCheck {

    /**
     * The caller that a token speaks for.
     *
     * @throws io.serai.api.error.CallerException 401 where the token is not valid, 403 where nobody here belongs to it
     * @throws io.serai.api.error.GatewayException 503, where that can't be told just now
     */
    Caller check(String token);
}
