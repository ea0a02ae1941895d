package io.serai.providers.http;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.json.JsonLimits;
import io.serai.providers.http.Translation.MalformedException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What providers send, read as JSON. They are trusted further than clients: long numbers and deep schemas are theirs to send. */
public final class JsonObjects {

    private static final Json JSON = new Json(new JsonLimits(128, 64 * 1024, 1000, Integer.MAX_VALUE - 8));

    private JsonObjects() {}

    /** Any JSON value. */
    static @Nullable Object read(byte[] body) throws JsonException {
        return JSON.read(body, 0, body.length);
    }

    /** An event's data, which has to be an object. */
    public static Map<String, Object> of(byte[] data) throws MalformedException {
        try {
            return JSON.readObject(data);
        } catch (JsonException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }

    /** An answer that has to be an object. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Object body) throws MalformedException {
        if (body instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new MalformedException("expected a JSON object, found " + Json.kindOf(body));
    }
}
