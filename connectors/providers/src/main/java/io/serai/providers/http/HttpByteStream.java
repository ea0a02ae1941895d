package io.serai.providers.http;

import io.serai.api.media.ByteStream;
import org.jspecify.annotations.Nullable;

/** A response whose body is passed on as it comes. */
final class HttpByteStream implements ByteStream {

    private final UpstreamResponse response;

    HttpByteStream(UpstreamResponse response) {
        this.response = response;
    }

    @Override
    public String contentType() {
        return response.header("content-type").orElse("application/octet-stream");
    }

    @Override
    public byte @Nullable [] read() {
        return response.read();
    }

    @Override
    public boolean isReady() {
        return response.isReady();
    }

    @Override
    public void close() {
        response.close();
    }
}
