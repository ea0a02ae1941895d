package io.serai.providers.ollama;

import io.serai.api.sse.SseEvent;
import io.serai.providers.http.Framing;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One JSON object a line (<a href="https://docs.ollama.com/api/streaming">source</a>); empty lines say nothing. */
final class NdjsonFraming implements Framing {

    private static final byte[] NOTHING = {};

    private final int lineBytes;
    private final ArrayDeque<SseEvent> lines = new ArrayDeque<>(4);
    private byte[] begun = NOTHING;

    /** @param lineBytes the most that one line may have */
    NdjsonFraming(int lineBytes) {
        this.lineBytes = lineBytes;
    }

    @Override
    public void add(byte[] bytes) throws OversizeException {
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line(joined(bytes, from, i));
                begun = NOTHING;
                from = i + 1;
            }
        }
        if (from < bytes.length) {
            begun = joined(bytes, from, bytes.length);
        }
    }

    @Override
    public @Nullable SseEvent poll() {
        return lines.poll();
    }

    private void line(byte[] line) {
        for (byte b : line) {
            if (b > ' ' || b < 0) {
                lines.add(new SseEvent(SseEvent.MESSAGE, line));
                return;
            }
        }
    }

    private byte[] joined(byte[] bytes, int from, int to) throws OversizeException {
        int length = begun.length + to - from;
        if (length > lineBytes) {
            throw new OversizeException();
        }
        byte[] whole = Arrays.copyOf(begun, length);
        System.arraycopy(bytes, from, whole, begun.length, to - from);
        return whole;
    }
}
