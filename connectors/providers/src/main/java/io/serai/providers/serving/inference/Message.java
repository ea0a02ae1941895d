package io.serai.providers.serving.inference;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A protocol buffer in the making. */
final class Message {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    /** Writes to memory, where nothing can go wrong. */
    @FunctionalInterface
    interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    Message write(Writing writing) {
        try {
            writing.to(out);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text, where it is not empty: proto3 does not write what is the default. */
    Message text(int field, String text) {
        return text.isEmpty() ? this : write(to -> to.writeString(field, text));
    }

    Message bytes(int field, byte[] value) {
        return write(to -> to.writeByteArray(field, value));
    }

    Message message(int field, Message value) {
        return bytes(field, value.toBytes());
    }

    byte[] toBytes() {
        write(CodedOutputStream::flush);
        return bytes.toByteArray();
    }
}
