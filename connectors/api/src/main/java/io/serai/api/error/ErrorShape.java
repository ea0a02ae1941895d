package io.serai.api.error;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How one front end's API tells its callers of a failure. The kind decides what may be told; this only how. Thread-safe. */
public interface ErrorShape {

    /** The media type of {@link #body}, such as {@code application/json}. */
    String contentType();

    /**
     * The failure as a whole answer body. The status is {@link ErrorKind#status()}.
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
