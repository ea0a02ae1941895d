package io.serai.processors.identity;

import io.serai.api.caller.Caller;

/**
 * What is known of a key. Made when something of it changes, and not for each request.
 *
 * @param caller whom it makes of a request that shows it
 * @param status whether it is good at all
 * @param expiresAt when it ceases to be, in milliseconds since the epoch; {@link #NEVER} where it never does
 * @param networks where it may be shown from
 */
public record KeyFacts(Caller caller, Status status, long expiresAt, Networks networks) {

    /** The {@link #expiresAt} of a key without an end. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Whether a key is good. */
    public enum Status {
        ACTIVE,
        /** Taken back. */
        REVOKED,
        /** Its tenant, team, application or user is blocked, or gone. */
        BLOCKED
    }
}
