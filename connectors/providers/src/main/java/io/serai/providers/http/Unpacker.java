package io.serai.providers.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** A packed body, unpacked as it is read: each piece that the provider flushed can be read once it is there. */
final class Unpacker {

    private static final int BUFFER = 8 * 1024;

    /** The codings of RFC 9110, 8.4.1 that are understood. */
    private enum Coding {
        GZIP,
        DEFLATE
    }

    private final Coding coding;
    private final String provider;
    private final PushbackInputStream packed;
    private final byte[] buffer = new byte[BUFFER];
    private @Nullable InflaterInputStream unpacked;
    private boolean ended;

    private Unpacker(Coding coding, String provider, Supplier<byte @Nullable []> pieces) {
        this.coding = coding;
        this.provider = provider;
        this.packed = new PushbackInputStream(new Pieces(pieces), 2);
    }

    /** An unpacker for this {@code Content-Encoding}, null where there is nothing to unpack. */
    static @Nullable Unpacker of(
            @Nullable String contentEncoding, String provider, Supplier<byte @Nullable []> pieces) {
        if (contentEncoding == null) {
            return null;
        }
        return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> null;
            case "gzip", "x-gzip" -> new Unpacker(Coding.GZIP, provider, pieces);
            case "deflate" -> new Unpacker(Coding.DEFLATE, provider, pieces);
            default -> throw Failures.badResponse(provider, "packed its answer in a way that was not asked for");
        };
    }

    /** The next bytes, null at the end. */
    byte @Nullable [] read() {
        if (ended) {
            return null;
        }
        try {
            int length = open().read(buffer, 0, buffer.length);
            if (length < 0) {
                ended = true;
                drain();
                return null;
            }
            return Arrays.copyOf(buffer, length);
        } catch (IOException e) {
            throw Failures.badResponse(provider, "packed its answer wrongly");
        }
    }

    private InflaterInputStream open() throws IOException {
        if (unpacked == null) {
            unpacked = switch (coding) {
                case GZIP -> new GZIPInputStream(packed, BUFFER);
                case DEFLATE -> deflate();
            };
        }
        return unpacked;
    }

    /** "deflate" is zlib's format; some servers send its inside alone (RFC 9110, 8.4.1.2). */
    private InflaterInputStream deflate() throws IOException {
        int first = packed.read();
        int second = packed.read();
        if (second >= 0) {
            packed.unread(second);
        }
        if (first >= 0) {
            packed.unread(first);
        }
        boolean zlib = (first & 0x0F) == 8 && ((first << 8) + second) % 31 == 0;
        return new RawInflater(packed, new Inflater(!zlib));
    }

    /** What comes after the packed data must be the end of the body, not its breaking off. */
    private void drain() throws IOException {
        while (packed.read(buffer) >= 0) {}
        open().close();
    }

    /** Ends its inflater, which a plain {@link InflaterInputStream} leaves to whoever made it. */
    private static final class RawInflater extends InflaterInputStream {
        RawInflater(InputStream in, Inflater inflater) {
            super(in, inflater, BUFFER);
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }

    /** Pieces as a stream that never waits for more than it needs. */
    private static final class Pieces extends InputStream {
        private final Supplier<byte @Nullable []> pieces;
        private byte[] piece = {};
        private int position;

        Pieces(Supplier<byte @Nullable []> pieces) {
            this.pieces = pieces;
        }

        @Override
        public int read() {
            return next() ? piece[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (!next()) {
                return -1;
            }
            int count = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, into, offset, count);
            position += count;
            return count;
        }

        @Override
        public int available() {
            return piece.length - position;
        }

        private boolean next() {
            while (position == piece.length) {
                byte[] more = pieces.get();
                if (more == null) {
                    return false;
                }
                piece = more;
                position = 0;
            }
            return true;
        }
    }
}
