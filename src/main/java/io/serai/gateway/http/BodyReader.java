package io.serai.gateway.http;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body into memory, within the limits for one and for all. Takes the place of Vert.x's own handler, which knows no
 * limit over all bodies and writes uploads to disk.
 */
final class BodyReader implements Handler<RoutingContext> {

    private final HttpSettings.Limits limits;
    private final Admission admission;
    private final ErrorAnswers errors;
    private final ClientWatches watches;

    BodyReader(HttpSettings.Limits limits, Admission admission, ErrorAnswers errors, ClientWatches watches) {
        this.errors = errors;
        this.limits = limits;
        this.admission = admission;
        this.watches = watches;
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (hasNoBody(request)) {
            watches.current().bodyComplete(ctx);
            ctx.next();
            return;
        }
        String coding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            errors.malformed(ctx);
            return;
        }
        long announced = announced(length);
        if (announced > limits.body()) {
            errors.refuse(ctx, tooLarge(), watches.current());
            return;
        }
        new Reading(ctx, announced).start();
    }

    /** HTTP/1.1 announces a body by one of two headers (RFC 9112, 6.3); HTTP/2 need not. */
    static boolean hasNoBody(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            return false;
        }
        return request.version() == HttpVersion.HTTP_2
                ? request.isEnded()
                : !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static long announced(@Nullable String length) {
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private SeraiException tooLarge() {
        return new CallerException(
                ErrorKind.CALLER_TOO_LARGE, "The request body is larger than " + limits.body() + " bytes.");
    }

    private final class Reading {
        private final RoutingContext ctx;
        private final Buffer body;
        private long reserved;
        private boolean over;

        Reading(RoutingContext ctx, long announced) {
            this.ctx = ctx;
            this.body = Buffer.buffer((int) Math.min(announced, 64 * 1024));
            this.reserved = 0;
        }

        void start() {
            HttpServerRequest request = ctx.request();
            ctx.addEndHandler(ended -> admission.release(reserved));
            request.handler(this::piece);
            request.exceptionHandler(failure -> over = true);
            if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
                request.connection().exceptionHandler(failure -> broken());
            }
            request.endHandler(nothing -> end());
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                ctx.response().writeContinue();
            }
        }

        private void piece(Buffer piece) {
            if (over) {
                return;
            }
            SeraiException refusal =
                    body.length() + piece.length() > limits.body() ? tooLarge() : reserve(piece.length());
            if (refusal != null) {
                over = true;
                errors.refuse(ctx, refusal, watches.current());
                return;
            }
            watches.current().bodyGoesOn(ctx, piece.length());
            body.appendBuffer(piece);
        }

        /** Vert.x tells the connection alone of a chunk that can't be read, and closes it afterwards. */
        private void broken() {
            if (!over && !ctx.response().closed()) {
                over = true;
                errors.malformed(ctx);
            }
        }

        private @Nullable SeraiException reserve(int count) {
            SeraiException refusal = admission.reserve(count);
            if (refusal == null) {
                reserved += count;
            }
            return refusal;
        }

        private void end() {
            if (!over) {
                over = true;
                watches.current().bodyComplete(ctx);
                ((RoutingContextInternal) ctx).setBody(body);
                ctx.next();
            }
        }
    }
}
