package io.serai.processors.oidc;

import io.serai.api.caller.Caller;
import java.time.Instant;

/**
 * A token that has been found good.
 *
 * @param id its {@code jti}, or empty
 * @param signed what it is taken back by, see {@link TokenMark}
 * @param until when it is to be looked at again
 * @param expires when it ends
 * @param text the token itself, where the issuer has a say in each call; empty otherwise
 */
record VerifiedToken(
        String subject, String id, TokenHash signed, Caller caller, Instant until, Instant expires, String text) {

    /** The same, to be looked at again by the next request; those that are under way go on. */
    VerifiedToken stale() {
        return new VerifiedToken(subject, id, signed, caller, Instant.MIN, expires, text);
    }

    @Override
    public String toString() {
        return "VerifiedToken[" + subject + ", until " + until + "]";
    }
}
