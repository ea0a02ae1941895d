package io.serai.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The requests of a load: all the same, or each with a number of its own. Used by one thread. */
final class Questions {

    private static final int DIGITS = Call.BLANK.length();

    private final ByteBuffer first;
    private final int place;
    private long number;

    Questions(Call call) {
        byte[] bytes = call.request();
        this.first = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        this.number = call.number();
        this.place = number == Call.ALIKE ? -1 : new String(bytes, StandardCharsets.ISO_8859_1).indexOf(Call.BLANK);
    }

    /** What a connection sends. */
    ByteBuffer buffer() {
        return place < 0
                ? first.duplicate()
                : ByteBuffer.allocateDirect(first.capacity())
                        .put(first.duplicate())
                        .flip();
    }

    /** Makes the next request of a buffer, from its beginning. */
    void next(ByteBuffer buffer) {
        buffer.rewind();
        if (place < 0) {
            return;
        }
        long rest = number++;
        for (int i = place + DIGITS - 1; i >= place; i--) {
            buffer.put(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }
}
