package io.serai.gateway.matrix;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** How a provider hears and answers in one dialect, as its documentation has it. */
interface Upstream {

    String name();

    default boolean can(Ability ability) {
        return true;
    }

    /** The properties of the provider's bean, in YAML's flow style. */
    String properties(String address);

    /** A model of that provider which can do all this. */
    String model();

    /** Whether its chat is at this path. */
    boolean serves(String path);

    /** What came to be answered. */
    record Request(String path, JsonObject body) {}

    /** Whether a stream is wanted. */
    default boolean streams(Request request) {
        return Boolean.TRUE.equals(request.body().getBoolean("stream"));
    }

    /** The bytes of the picture in the last message. */
    byte[] image(JsonObject request);

    /** The function that the model must call, for lack of another way to structured output. */
    Optional<String> forced(JsonObject request);

    /** A function's call and its result, as they came back. */
    Returned returned(JsonObject request);

    /**
     * The turn that called, and what its call gave.
     *
     * @param id of the call, and {@code answers} of the result: both empty where the dialect has none
     * @param signature empty where there was none
     */
    record Returned(String id, String name, JsonObject input, String answers, String result, String signature) {}

    JsonObject whole(Said said);

    String streamType();

    /** The frames of a stream. */
    List<Buffer> stream(Said said);

    /** The frames of a stream that says this text and then, with the last of them, fails. */
    List<Buffer> broken(String text);

    /** An error's body. */
    JsonObject refusal(int status);

    /** A header that comes with an error; empty is none. */
    default Optional<String> refusalType(int status) {
        return Optional.empty();
    }
}
