package io.serai.gateway.admin;

import io.serai.api.json.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * What an admin call is answered.
 *
 * @param headers beside the content type
 * @param body empty where there is none
 */
record AdminAnswer(int status, String mediaType, Map<String, String> headers, Buffer body) {

    static final String JSON = "application/json";

    AdminAnswer {
        headers = Map.copyOf(headers);
    }

    static AdminAnswer ok(Map<String, ?> json) {
        return json(200, json);
    }

    /** One thing, which is otherwise once its version is. */
    static AdminAnswer ok(Map<String, ?> json, long version) {
        return new AdminAnswer(
                200, JSON, Map.of(EntityTag.HEADER, EntityTag.of(version)), Buffer.buffer(Json.write(json)));
    }

    /** @param location where it can be read from now on */
    static AdminAnswer created(String location, Map<String, ?> json) {
        return created(json, Map.of("location", location));
    }

    /** The same of what has a version. */
    static AdminAnswer created(String location, Map<String, ?> json, long version) {
        return created(json, Map.of("location", location, EntityTag.HEADER, EntityTag.of(version)));
    }

    private static AdminAnswer created(Map<String, ?> json, Map<String, String> headers) {
        return new AdminAnswer(201, JSON, headers, Buffer.buffer(Json.write(json)));
    }

    static AdminAnswer nothing() {
        return new AdminAnswer(204, "", Map.of(), Buffer.buffer());
    }

    static AdminAnswer json(int status, Map<String, ?> json) {
        return new AdminAnswer(status, JSON, Map.of(), Buffer.buffer(Json.write(json)));
    }

    static AdminAnswer text(String mediaType, String text) {
        return new AdminAnswer(200, mediaType, Map.of(), Buffer.buffer(text));
    }

    static AdminAnswer of(Problem problem) {
        return new AdminAnswer(
                problem.status(), Problem.MEDIA_TYPE, problem.headers(), Buffer.buffer(Json.write(problem.json())));
    }
}
