package io.serai.providers.exchange;

import io.serai.api.chat.ChatStream;
import io.serai.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Converter;

/** Lets any Camel endpoint take a {@link ChatStream}: as server-sent events while they come, as their text, or as the whole answer. */
@Converter(generateLoader = true)
public final class ChatStreamConverters {

    static final byte[] FRAME_START = "data: ".getBytes(StandardCharsets.US_ASCII);
    static final byte[] FRAME_END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private ChatStreamConverters() {}

    /** The whole answer. */
    @Converter
    public static Map<String, Object> toMap(ChatStream stream) {
        return stream.collect();
    }

    /** Server-sent events, each as soon as it comes; closing it closes the stream. */
    @Converter
    public static InputStream toInputStream(ChatStream stream) {
        return new ChatStreamInput(stream);
    }

    /** All server-sent events as one text. */
    @Converter
    public static String toString(ChatStream stream) throws IOException {
        try (InputStream events = toInputStream(stream)) {
            return new String(events.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads frame by frame, never waiting for a second frame while one can be given. */
    private static final class ChatStreamInput extends InputStream {
        private final ChatStream stream;
        private byte[] frame = {};
        private int position;
        private boolean done;

        ChatStreamInput(ChatStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() {
            return fill() ? frame[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, frame.length - position);
            System.arraycopy(frame, position, into, offset, count);
            position += count;
            return count;
        }

        @Override
        public int available() {
            return frame.length - position;
        }

        @Override
        public void close() {
            stream.close();
        }

        private boolean fill() {
            if (position < frame.length) {
                return true;
            }
            if (done) {
                return false;
            }
            if (stream.hasNext()) {
                frame = Json.write(FRAME_START, stream.next(), FRAME_END);
            } else {
                frame = DONE;
                done = true;
            }
            position = 0;
            return true;
        }
    }
}
