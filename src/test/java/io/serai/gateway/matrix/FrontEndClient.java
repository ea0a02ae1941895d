package io.serai.gateway.matrix;

import io.vertx.core.json.JsonObject;

/** How an application asks in one API, and how it reads; breaks where an answer is not as that API's documentation has it. */
interface FrontEndClient {

    String name();

    /** The folder of its golden cases, by which its reader and writer are found; empty for none. */
    String candidate();

    /** Whether this API has a word for it. */
    default boolean can(Ability ability) {
        return true;
    }

    /** Which answer is wanted. */
    enum Form {
        WHOLE,
        STREAMED
    }

    /** What to post where. */
    record Post(String path, JsonObject body) {}

    Post ask(String model, Question question, Form form);

    Reply whole(JsonObject answer);

    /** @param body the whole stream, which ended well */
    Reply streamed(String body);

    /** An answer of another status than 200. */
    Failure failure(JsonObject answer);

    /** @param body the whole of a stream that broke */
    Broken broken(String body);

    /** What a client can do about it. */
    enum Failure {
        SLOW_DOWN,
        BAD_REQUEST,
        OTHER
    }

    /** What was said before it broke, and the error that was told. */
    record Broken(String text, Failure failure) {}
}
