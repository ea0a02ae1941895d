package io.serai.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Reads heads of HTTP/1 requests as Vert.x does, and refuses three kinds that Netty 4.1 takes: with a folded line, which a reader behind
 * or before us may take for the start of something else (RFC 9112, 5.2), with a header that has no name, and of a version that neither is
 * 1.0 nor 1.1, which Vert.x would answer in its own words. Nothing is read after a refused head. Belongs to one connection.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    private static final byte LINE_FEED = '\n';

    private boolean inHead = true;
    private boolean atLineStart;
    private boolean folded;
    private boolean refused;

    private StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    /** Takes the place of the decoder of a new connection. HTTP/2 has none; where h2c is on, its upgrade needs the one that is there. */
    static void install(HttpConnection connection, HttpServerOptions options) {
        if (options.isSsl() || !options.isHttp2ClearTextEnabled()) {
            ChannelPipeline pipeline =
                    ((HttpServerConnection) connection).channel().pipeline();
            if (pipeline.get(VertxHttpRequestDecoder.class) != null) {
                pipeline.replace(VertxHttpRequestDecoder.class, "strictDecoder", new StrictRequestDecoder(options));
            }
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int from = in.readerIndex();
        int known = out.size();
        super.decode(ctx, in, out);
        if (inHead) {
            lookForFolds(in, from, in.readerIndex());
        }
        for (int i = known; i < out.size(); i++) {
            passed(out.get(i));
        }
    }

    /** Netty consumes whole lines; the first byte of a line may come with the next bytes only. */
    private void lookForFolds(ByteBuf in, int from, int to) {
        int lineStart = atLineStart ? from : after(in.indexOf(from, to, LINE_FEED));
        while (lineStart != 0 && lineStart < to) {
            byte first = in.getByte(lineStart);
            folded |= first == ' ' || first == '\t';
            lineStart = after(in.indexOf(lineStart, to, LINE_FEED));
        }
        atLineStart = from == to ? atLineStart : in.getByte(to - 1) == LINE_FEED;
    }

    private static int after(int index) {
        return index + 1;
    }

    private void passed(Object decoded) {
        if (decoded instanceof HttpRequest request) {
            inHead = false;
            if (request.decoderResult().isSuccess() && isUnfit(request)) {
                refused = true;
                request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("an unfit head")));
                // Of the answer.
                request.setProtocolVersion(HttpVersion.HTTP_1_1);
            }
        }
        if (decoded instanceof LastHttpContent) {
            inHead = true;
            atLineStart = false;
            folded = false;
        }
    }

    @SuppressWarnings("ReferenceEquality") // As Vert.x compares: an equal version is none that it knows.
    private boolean isUnfit(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        return folded
                || (version != HttpVersion.HTTP_1_1 && version != HttpVersion.HTTP_1_0)
                || request.headers().contains("");
    }
}
