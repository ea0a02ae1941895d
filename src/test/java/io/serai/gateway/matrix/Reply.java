package io.serai.gateway.matrix;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What an application read.
 *
 * @param turn what this API wants back before the result of a call
 */
record Reply(String thought, String text, List<Call> calls, Ending ending, long tokensIn, long tokensOut, Object turn) {

    /** @param id empty where the API has none */
    record Call(String id, String name, JsonObject input) {}

    /** Why it ended. */
    enum Ending {
        DONE,
        CALLS,
        OTHER
    }

    /** The same told in another way is the same, but for the form in which it goes back. */
    Reply comparable() {
        return new Reply(thought, text, calls, ending, tokensIn, tokensOut, "");
    }
}
