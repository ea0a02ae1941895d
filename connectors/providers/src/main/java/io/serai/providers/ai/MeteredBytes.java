package io.serai.providers.ai;

import io.serai.api.media.ByteStream;
import io.serai.api.meter.Attempt;
import org.jspecify.annotations.Nullable;

/** A provider's bytes that tell the meter when they begin and how they end. */
final class MeteredBytes implements ByteStream {

    private final ByteStream source;
    private final Attempt attempt;

    MeteredBytes(ByteStream source, Attempt attempt) {
        this.source = source;
        this.attempt = attempt;
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
                attempt.succeed();
            } else {
                attempt.firstToken();
            }
            return bytes;
        } catch (RuntimeException e) {
            throw AiCall.ended(attempt, e);
        }
    }

    @Override
    public boolean isReady() {
        return source.isReady();
    }

    @Override
    public void close() {
        source.close();
        attempt.cancel();
    }
}
