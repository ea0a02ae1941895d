package io.serai.gateway.matrix;

import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * What an application wants to ask, whatever API it asks in.
 *
 * @param past of a function that was called, and what it gave
 */
record Question(String text, Set<Wish> wishes, Optional<Past> past) {

    /** The smallest PNG there is: one pixel. */
    static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /** The one function that can be called, and the form of an answer. */
    static final String FUNCTION = "get_weather";

    static final JsonObject SCHEMA = new JsonObject(
            """
            {"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""");

    /** What to ask for beside an answer. */
    enum Wish {
        REASONING,
        TOOL,
        SCHEMA,
        IMAGE
    }

    /** The turn that called, and the result of its only call. */
    record Past(Reply reply, String result) {}

    static Question of(String text, Wish... wishes) {
        return new Question(text, Set.of(wishes), Optional.empty());
    }

    Question after(Reply reply, String result) {
        return new Question(text, wishes, Optional.of(new Past(reply, result)));
    }

    boolean wants(Wish wish) {
        return wishes.contains(wish);
    }

    static byte[] pixel() {
        return Base64.getDecoder().decode(PIXEL);
    }

    static JsonObject schema() {
        return SCHEMA.copy();
    }
}
