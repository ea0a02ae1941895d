package io.serai.api.sse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of an event stream into events, wherever the bytes are cut, by the grammar of the <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">WHATWG</a>: lines end in CR, LF or
 * both, comments and unknown fields are passed over, an event that the stream's end cuts is dropped. Works on bytes, so that no
 * character is ever torn.
 */
public final class SseParser {

    /** More than any provider sends in one event. */
    public static final int DEFAULT_LIMIT = 8 * 1024 * 1024;

    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);

    private final int limit;
    private final ArrayDeque<SseEvent> events = new ArrayDeque<>();
    /** The start of a line whose end has not come yet. */
    private final Bytes line = new Bytes();

    private byte @Nullable [] data;
    private @Nullable Bytes moreData;
    private @Nullable String type;
    private boolean skipLineFeed;
    private int bomSeen;

    /** @param limit the bytes of one event beyond which {@link #add} throws */
    public SseParser(int limit) {
        this.limit = limit;
    }

    /** Takes the next bytes of the stream. They are not kept. */
    public void add(byte[] bytes) {
        int start = bomSeen < 3 ? skipBom(bytes) : 0;
        for (int i = start; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '\n' && skipLineFeed) {
                skipLineFeed = false;
                start = i + 1;
                continue;
            }
            skipLineFeed = false;
            if (b == '\n' || b == '\r') {
                endLine(bytes, start, i);
                start = i + 1;
                skipLineFeed = b == '\r';
            }
        }
        if (start < bytes.length) {
            line.write(bytes, start, bytes.length - start);
            check(line.size());
        }
    }

    /** The next complete event, or null until more bytes have come. */
    public @Nullable SseEvent poll() {
        return events.poll();
    }

    /** Whether {@link #poll} has something to give. */
    public boolean hasEvent() {
        return !events.isEmpty();
    }

    private int skipBom(byte[] bytes) {
        byte[] bom = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        int i = 0;
        while (i < bytes.length && bomSeen < 3) {
            if (bytes[i] != bom[bomSeen]) {
                line.write(bom, 0, bomSeen);
                bomSeen = 3;
                return i;
            }
            bomSeen++;
            i++;
        }
        return i;
    }

    private void endLine(byte[] bytes, int from, int to) {
        if (line.size() == 0) {
            field(bytes, from, to);
        } else {
            line.write(bytes, from, to - from);
            byte[] whole = line.take();
            field(whole, 0, whole.length);
        }
    }

    private void field(byte[] bytes, int from, int to) {
        if (from == to) {
            dispatch();
            return;
        }
        int colon = from;
        while (colon < to && bytes[colon] != ':') {
            colon++;
        }
        int value = Math.min(colon + 1, to);
        if (value < to && bytes[value] == ' ') {
            value++;
        }
        if (Arrays.equals(bytes, from, colon, DATA, 0, DATA.length)) {
            data(bytes, value, to);
        } else if (Arrays.equals(bytes, from, colon, EVENT, 0, EVENT.length)) {
            type = new String(bytes, value, to - value, StandardCharsets.UTF_8);
        }
    }

    private void data(byte[] bytes, int from, int to) {
        if (data == null) {
            // Also where the network has delivered the line in one piece.
            check(to - from);
            data = Arrays.copyOfRange(bytes, from, to);
        } else {
            if (moreData == null) {
                moreData = new Bytes();
                moreData.write(data, 0, data.length);
            }
            moreData.write('\n');
            moreData.write(bytes, from, to - from);
            check(moreData.size());
        }
    }

    private void dispatch() {
        if (data != null) {
            byte[] whole = moreData == null ? data : moreData.toByteArray();
            events.add(new SseEvent(type == null || type.isEmpty() ? SseEvent.MESSAGE : type, whole));
        }
        data = null;
        moreData = null;
        type = null;
    }

    private void check(int size) {
        if (size > limit) {
            throw new SseOverflowException(limit);
        }
    }

    /** A growing array whose content can be taken out. */
    private static final class Bytes extends ByteArrayOutputStream {
        byte[] take() {
            byte[] taken = toByteArray();
            // A large buffer is let go, a small one serves the next line.
            if (buf.length > 16 * 1024) {
                buf = new byte[32];
            }
            reset();
            return taken;
        }
    }
}
