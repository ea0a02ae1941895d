package io.serai.api.error;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    /** The media type of {@link #body}, such as {@code application/json}. */
    String contentType();

    /**
     * The failure as a whole answer body.
     *
     * @param requestId what the answer's {@code x-request-id} says, for APIs that repeat it in the body; may be empty
     */
    byte[] body(SeraiException failure, String requestId);

    /** The failure as the last frame of a stream that has begun, where no {@link io.serai.api.sse.EventStream} can say it. */
    default byte[] frame(SeraiException failure, String requestId) {
        byte[] start = "data: ".getBytes(StandardCharsets.US_ASCII);
        byte[] body = body(failure, requestId);
        byte[] frame = Arrays.copyOf(start, start.length + body.length + 2);
        System.arraycopy(body, 0, frame, start.length, body.length);
        frame[frame.length - 2] = '\n';
        frame[frame.length - 1] = '\n';
        return frame;
    }
}
