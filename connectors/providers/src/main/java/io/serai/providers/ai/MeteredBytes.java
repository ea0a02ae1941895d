package io.serai.providers.ai;

import io.serai.api.media.ByteStream;
import org.jspecify.annotations.Nullable;

/** A provider's bytes that tell the meter when they begin and how they end. */
final class MeteredBytes implements ByteStream {

    private final ByteStream source;
    private final GrantedAttempt granted;

    MeteredBytes(ByteStream source, GrantedAttempt granted) {
        this.source = source;
        this.granted = granted;
    }

    @Override
    public String contentType() {
        return source.contentType();
    }

    @Override
    public byte @Nullable [] read() {
        try {
            byte[] bytes = source.read();
            if (bytes == null) {
                granted.succeed();
            } else {
                granted.attempt().firstToken();
            }
            return bytes;
        } catch (RuntimeException e) {
            throw granted.fail(e);
        }
    }

    @Override
    public boolean isReady() {
        return source.isReady();
    }

    @Override
    public void close() {
        source.close();
        granted.cancel();
    }
}
