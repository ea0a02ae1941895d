package io.serai.processors.identity;

import io.serai.api.caller.Caller;

/** What an {@link Authenticator} makes of credentials. */
public sealed interface Outcome {

    /** They are not for this one to judge: the next is asked. */
    Outcome NOT_MINE = new NotMine();

    /** They are good, and this is whose they are. */
    record Known(Caller caller) implements Outcome {}

    /** See {@link #NOT_MINE}. */
    record NotMine() implements Outcome {}

    /**
     * They are not good. Who sent them is told the same for every reason.
     *
     * @param reason for the log: a fixed word or two, and perhaps an id; never anything of the credentials
     */
    record Refused(String reason) implements Outcome {}
}
