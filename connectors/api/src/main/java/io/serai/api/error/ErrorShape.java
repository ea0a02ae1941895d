package io.serai.api.error;

import io.serai.api.json.Json;
import io.serai.api.meter.RateLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * How one front end's API tells its callers of a failure. The kind decides what may be told; this only how. Found by its service file.
 * Thread-safe.
 */
public interface ErrorShape {

    /** Whether callers of this path speak this API. Paths that nobody claims are OpenAI's. */
    boolean serves(String path);

    /** The HTTP status, where the API has one of its own for this. */
    default int status(SeraiException failure) {
        return failure.kind().status();
    }

    /** Headers of every answer that tells of a failure, such as Anthropic's {@code request-id}. */
    default Map<String, String> headers(String requestId) {
        return Map.of();
    }

    /** Headers that tell how much more the caller may ask, where the API has such. */
    default Map<String, String> headers(RateLimits limits, Instant now) {
        return Map.of();
    }

    /** The media type of {@link #body}, such as {@code application/json}. */
    String contentType();

    /**
     * The failure in this API's words, plain JSON data.
     *
     * @param requestId what the answer's {@code x-request-id} says, for APIs that repeat it in the body; may be empty
     */
    Map<String, Object> error(SeraiException failure, String requestId);

    /**
     * A whole answer body.
     *
     * @param error what {@link #error} says, perhaps with a member beside it
     */
    default byte[] body(Map<String, Object> error) {
        return Json.write(error);
    }

    /** The failure as a whole answer body. */
    default byte[] body(SeraiException failure, String requestId) {
        return body(error(failure, requestId));
    }

    /**
     * The last frame of a stream that has begun, where no {@link io.serai.api.sse.EventStream} can say it.
     *
     * @param error what {@link #error} says, perhaps with a member beside it
     */
    default byte[] frame(Map<String, Object> error) {
        return Json.write(
                "data: ".getBytes(StandardCharsets.US_ASCII), error, "\n\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The failure as the last frame of a stream that has begun. */
    default byte[] frame(SeraiException failure, String requestId) {
        return frame(error(failure, requestId));
    }
}
