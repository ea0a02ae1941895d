package io.serai.processors.media;

import io.serai.api.media.ByteStream;
import org.jspecify.annotations.Nullable;

/** Bytes that are all there, of a media type that nobody has told. */
final class WholeBytes implements ByteStream {

    private byte @Nullable [] rest;

    WholeBytes(byte[] bytes) {
        this.rest = bytes;
    }

    @Override
    public String contentType() {
        return "";
    }

    @Override
    public byte @Nullable [] read() {
        byte[] bytes = rest;
        rest = null;
        return bytes;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void close() {
        rest = null;
    }
}
