package io.serai.processors.frontend;

import io.serai.api.media.ByteStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Bytes as Camel passes them on: each read gives what has come, and waits only where nothing has. */
final class BytesInput extends InputStream {

    private static final byte[] NOTHING = {};

    private final ByteStream source;
    private byte @Nullable [] piece = NOTHING;
    private int at;

    BytesInput(ByteStream source) {
        this.source = source;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (length == 0) {
            return 0;
        }
        byte[] bytes = piece;
        while (bytes != null && at == bytes.length) {
            bytes = source.read();
            piece = bytes;
            at = 0;
        }
        if (bytes == null) {
            return -1;
        }
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, into, from, count);
        at += count;
        return count;
    }

    @Override
    public void close() {
        source.close();
    }
}
