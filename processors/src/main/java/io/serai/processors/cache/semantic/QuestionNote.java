package io.serai.processors.cache.semantic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.processors.cache.CacheKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What each node is told of a question whose answer is kept.
 *
 * @param setting what is around the question, as a digest
 * @param space in which its vector is
 * @param text the question itself, for what speaks against a match
 */
record QuestionNote(String setting, String space, String text, PackedVector vector) {

    /** Nodes of one version after the other run side by side: an unknown note is passed over. */
    private static final byte FIRST_VERSION = 1;

    /** A version, three texts and the vector, each with its length before it. */
    byte[] bytes() {
        byte[] settingBytes = setting.getBytes(UTF_8);
        byte[] spaceBytes = space.getBytes(UTF_8);
        byte[] textBytes = text.getBytes(UTF_8);
        byte[] components = vector.bytes();
        int length =
                1 + 4 * Integer.BYTES + settingBytes.length + spaceBytes.length + textBytes.length + components.length;
        ByteBuffer buffer = ByteBuffer.allocate(length).put(FIRST_VERSION);
        put(buffer, settingBytes);
        put(buffer, spaceBytes);
        put(buffer, textBytes);
        put(buffer, components);
        return buffer.array();
    }

    /** Empty where it is no such note, or was cut on its way. */
    static Optional<QuestionNote> read(byte[] note) {
        ByteBuffer buffer = ByteBuffer.wrap(note);
        try {
            if (buffer.get() != FIRST_VERSION) {
                return Optional.empty();
            }
            String setting = new String(take(buffer), UTF_8);
            String space = new String(take(buffer), UTF_8);
            String text = new String(take(buffer), UTF_8);
            return Optional.of(new QuestionNote(setting, space, text, PackedVector.ofBytes(take(buffer))));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    KnownQuestion of(CacheKey key) {
        return new KnownQuestion(key, new Place(key.scope(), setting, space), text, vector);
    }

    private static void put(ByteBuffer buffer, byte[] bytes) {
        buffer.putInt(bytes.length).put(bytes);
    }

    private static byte[] take(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }
}
