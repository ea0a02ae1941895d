package io.serai.processors.responses;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.json.JsonLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as it is kept: as JSON, which no route can change afterwards.
 *
 * @param id of the response
 * @param previous the id of the response that it goes on from
 * @param input the items that the caller sent for it, a JSON array in UTF-8
 * @param response the response object with all that its items hold, in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // kept and parsed, never compared
public record StoredResponse(String id, Optional<String> previous, byte[] input, byte[] response) {

    /** As deep as anything that could be written. */
    private static final Json JSON = new Json(new JsonLimits(255, 64 * 1024, 1024, Integer.MAX_VALUE - 8));

    /** What the caller sent. */
    List<Map<String, Object>> inputItems() {
        return Items.in(read(input));
    }

    /** The response object. */
    Map<String, Object> responseObject() {
        return Items.object(read(response));
    }

    /** What the model said. */
    List<Map<String, Object>> outputItems() {
        return Items.in(responseObject().get("output"));
    }

    /** Bytes that it takes to keep, about. */
    public long weight() {
        return 256L + input.length + response.length;
    }

    /** Does not tell the content. */
    @Override
    public String toString() {
        return id;
    }

    private static Object read(byte[] json) {
        try {
            Object value = JSON.read(json, 0, json.length);
            return value == null ? List.of() : value;
        } catch (JsonException e) {
            throw new IllegalStateException("a kept response can't be read: " + e.getMessage(), e);
        }
    }
}
