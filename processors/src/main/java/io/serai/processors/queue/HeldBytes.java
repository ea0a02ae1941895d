package io.serai.processors.queue;

import io.serai.api.media.ByteStream;
import org.jspecify.annotations.Nullable;

/** An answer of bytes whose call runs until its end: it gives the permit back then, or when it breaks or is given up. */
final class HeldBytes implements ByteStream {

    private final ByteStream source;
    private final Permit permit;

    HeldBytes(ByteStream source, Permit permit) {
        this.source = source;
        this.permit = permit;
    }

    @Override
    public String contentType() {
        return source.contentType();
    }

    @Override
    public byte @Nullable [] read() {
        byte[] bytes = null;
        try {
            bytes = source.read();
            return bytes;
        } finally {
            if (bytes == null) {
                permit.release();
            }
        }
    }

    @Override
    public boolean isReady() {
        return source.isReady();
    }

    @Override
    public void close() {
        try {
            source.close();
        } finally {
            permit.release();
        }
    }
}
