package io.serai.processors.identity;

import io.serai.api.caller.Caller;

/** Says who belongs here. Asked for every request that shows a certificate or a token: from memory, never waiting. Thread-safe. */
@FunctionalInterface
public interface Membership {

    /** Whether tenant, team, application and user of a caller, as far as it names them, are known and none of them is blocked. */
    boolean admits(Caller caller);
}
