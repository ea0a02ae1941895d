package io.serai.processors.cache.store;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.json.JsonLimits;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Turns an answer into bytes and back, unchanged in value: canonical JSON, compressed by LZ4 where that makes it smaller; vectors as they
 * lie in memory. {@code form (1 byte) | length of the JSON (4) | data}. Thread-safe.
 */
public final class AnswerCodec {

    /** Second form of a release after this one: this one can't read it, and takes it for none. */
    private static final int VERSION = 1 << 4;

    private static final int COMPRESSED = 1;
    private static final int WITH_VECTORS = 2;
    private static final int HEAD_LENGTH = 1 + Integer.BYTES;

    /** More than any answer may have: what claims to be larger is damaged. */
    private static final int LARGEST = 256 << 20;

    /** As deep as the writer goes; the rest was bounded when the provider's answer was read. */
    private static final Json READER =
            new Json(new JsonLimits(256, Integer.MAX_VALUE - 8, 1 << 16, Integer.MAX_VALUE - 8));

    // Java without Unsafe, of which newer JDKs warn, and without a library of the machine's.
    private final LZ4Compressor compressor = LZ4Factory.safeInstance().fastCompressor();
    private final LZ4SafeDecompressor decompressor = LZ4Factory.safeInstance().safeDecompressor();
    private final LongAdder unpacked = new LongAdder();

    /** The answer as bytes. */
    public byte[] pack(Map<String, Object> answer) {
        boolean vectors = VectorText.isIn(answer);
        byte[] json = Json.write(vectors ? VectorText.written(answer) : answer);
        int form = VERSION | (vectors ? WITH_VECTORS : 0);
        byte[] packed = new byte[HEAD_LENGTH + compressor.maxCompressedLength(json.length)];
        int length = compressor.compress(json, 0, json.length, packed, HEAD_LENGTH);
        if (length < json.length) {
            return ByteBuffer.allocate(HEAD_LENGTH + length)
                    .put((byte) (form | COMPRESSED))
                    .putInt(json.length)
                    .put(packed, HEAD_LENGTH, length)
                    .array();
        }
        return ByteBuffer.allocate(HEAD_LENGTH + json.length)
                .put((byte) form)
                .putInt(json.length)
                .put(json)
                .array();
    }

    /** The answer that bytes hold; empty where they are damaged, or of a release that writes them otherwise. */
    public Optional<Map<String, Object>> unpack(byte[] packed) {
        unpacked.increment();
        if (packed.length < HEAD_LENGTH || (packed[0] & 0xF0) != VERSION) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(packed).getInt(1);
        if (length < 0 || length > LARGEST) {
            return Optional.empty();
        }
        try {
            Map<String, Object> answer = READER.readObject(json(packed, length));
            if ((packed[0] & WITH_VECTORS) != 0) {
                VectorText.restore(answer);
            }
            return Optional.of(answer);
        } catch (JsonException | LZ4Exception | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** How often an answer was read from bytes since the start. */
    public long unpacked() {
        return unpacked.sum();
    }

    private byte[] json(byte[] packed, int length) {
        byte[] json = new byte[length];
        int rest = packed.length - HEAD_LENGTH;
        if ((packed[0] & COMPRESSED) != 0) {
            decompressor.decompress(packed, HEAD_LENGTH, rest, json, 0, length);
        } else {
            System.arraycopy(packed, HEAD_LENGTH, json, 0, Math.min(length, rest));
        }
        return json;
    }
}
