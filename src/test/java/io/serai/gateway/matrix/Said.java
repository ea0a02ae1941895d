package io.serai.gateway.matrix;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A model's turn, whatever dialect it is told in. Each list is the pieces in which a stream brings the text; whole, they are joined.
 *
 * @param thought readable reasoning, signed where the dialect signs
 * @param text the answer
 * @param calls of functions
 */
record Said(List<String> thought, List<String> text, List<Call> calls) {

    /** What each turn costs, in every dialect. */
    static final int TOKENS_IN = 11;

    static final int TOKENS_OUT = 7;

    /** What proves to its provider that the reasoning is its own; base64, as some want it. */
    static final String SIGNATURE = "RXFvQkNrZ0lFQUVZQWlKQQ==";

    /** @param arguments pieces of JSON text */
    record Call(String id, String name, List<String> arguments) {

        JsonObject input() {
            return new JsonObject(json());
        }

        String json() {
            return String.join("", arguments);
        }
    }

    static Said text(String... pieces) {
        return new Said(List.of(), List.of(pieces), List.of());
    }

    static Said thinking(String thought, String text) {
        return new Said(List.of(thought), List.of(text), List.of());
    }

    static Said calling(String thought, Call... calls) {
        return new Said(thought.isEmpty() ? List.of() : List.of(thought), List.of(), List.of(calls));
    }

    String allThought() {
        return String.join("", thought);
    }

    String allText() {
        return String.join("", text);
    }

    boolean thinks() {
        return !thought.isEmpty();
    }

    /** The text as the arguments of a call, for a provider that is told to answer by calling a function. */
    Said asCall(String function) {
        return new Said(thought, List.of(), List.of(new Call("call_0", function, text)));
    }
}
