package io.serai.processors.identity;

import java.util.Optional;

/** Knows callers by one kind of credentials. Thread-safe. */
public interface Authenticator {

    /**
     * Judges credentials. May wait, for instance for the keys of an issuer of tokens.
     *
     * @throws io.serai.api.error.GatewayException where that can't be said at the moment: neither good nor bad
     */
    Outcome judge(Credentials credentials);

    /**
     * Judges credentials without waiting for anything: called on an event loop.
     *
     * @return empty where that takes waiting; {@link #judge} is then asked, on a thread that may
     */
    default Optional<Outcome> glance(Credentials credentials) {
        return Optional.of(judge(credentials));
    }
}
