package io.serai.providers.bedrock;

import io.serai.api.json.Json;
import io.serai.api.sse.SseEvent;
import io.serai.providers.http.Framing;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * AWS's binary framing (<a
 * href="https://smithy.io/2.0/aws/amazon-eventstream.html">Amazon Event Stream</a>): a prelude of two lengths and their checksum, headers, a
 * payload, a checksum of it all. What the frames hold is read by AWS's library.
 */
final class EventStreamFraming implements Framing {

    /** Goes before the name of an exception, or the code of an error, in the type of its event. */
    static final String EXCEPTION = "exception/";

    /** The type of the event that stands for a frame whose checksum does not match; nothing can be found after it. */
    static final String CORRUPT = "corrupt";

    private static final int PRELUDE = 12;
    private static final int CHECKED = 8;
    private static final int LEAST = 16;

    private final int eventBytes;
    private byte[] buffer = new byte[4096];
    private int from;
    private int to;
    private boolean corrupt;

    EventStreamFraming(int eventBytes) {
        this.eventBytes = eventBytes;
    }

    /** Breaks where AWS's library is not there: better when a provider is opened than in the middle of a call. */
    static void demandLibrary() {
        try {
            Class.forName("software.amazon.eventstream.Message", false, EventStreamFraming.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("expected software.amazon.eventstream:eventstream on the class path", e);
        }
    }

    @Override
    public void add(byte[] bytes) throws OversizeException {
        if (corrupt) {
            return;
        }
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, buffer, to, bytes.length);
        to += bytes.length;
        if (to - from >= PRELUDE && isPreludeSound() && length() > eventBytes) {
            throw new OversizeException();
        }
    }

    @Override
    public @Nullable SseEvent poll() {
        if (corrupt || to - from < PRELUDE) {
            return null;
        }
        if (!isPreludeSound()) {
            return corrupted();
        }
        int length = length();
        // A later frame of the bytes that came together may be the one that is too large.
        if (length < LEAST || length > eventBytes) {
            return corrupted();
        }
        if (to - from < length) {
            return null;
        }
        ByteBuffer frame = ByteBuffer.wrap(buffer, from, length).slice();
        from += length;
        try {
            return event(Message.decode(frame));
        } catch (RuntimeException e) {
            return corrupted();
        }
    }

    private SseEvent corrupted() {
        corrupt = true;
        return new SseEvent(CORRUPT, new byte[0]);
    }

    private static SseEvent event(Message message) {
        Map<String, HeaderValue> headers = message.getHeaders();
        return switch (string(headers, ":message-type", "event")) {
            case "exception" ->
                new SseEvent(EXCEPTION + string(headers, ":exception-type", "unknown"), message.getPayload());
            case "error" ->
                new SseEvent(
                        EXCEPTION + string(headers, ":error-code", "unknown"),
                        Json.write(new LinkedHashMap<>(Map.of("message", string(headers, ":error-message", "")))));
            default -> new SseEvent(string(headers, ":event-type", SseEvent.MESSAGE), message.getPayload());
        };
    }

    private static String string(Map<String, HeaderValue> headers, String name, String otherwise) {
        HeaderValue value = headers.get(name);
        return value == null ? otherwise : value.getString();
    }

    /** The length is not to be believed before: one flipped bit would make a stream wait for a gigabyte. */
    private boolean isPreludeSound() {
        CRC32 checksum = new CRC32();
        checksum.update(buffer, from, CHECKED);
        return (int) checksum.getValue() == number(from + CHECKED);
    }

    private int length() {
        int length = number(from);
        return length < 0 ? Integer.MAX_VALUE : length;
    }

    private int number(int at) {
        return (buffer[at] & 0xFF) << 24
                | (buffer[at + 1] & 0xFF) << 16
                | (buffer[at + 2] & 0xFF) << 8
                | (buffer[at + 3] & 0xFF);
    }

    private void makeRoom(int more) {
        int kept = to - from;
        if (to + more > buffer.length) {
            byte[] target = kept + more > buffer.length ? new byte[Math.max(buffer.length * 2, kept + more)] : buffer;
            System.arraycopy(buffer, from, target, 0, kept);
            buffer = target;
            from = 0;
            to = kept;
        }
    }
}
