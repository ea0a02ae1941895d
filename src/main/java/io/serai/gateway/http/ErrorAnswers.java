package io.serai.gateway.http;

import io.netty.handler.codec.TooLongFrameException;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ErrorShape;
import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one door from a failure to what a client may see of it. */
final class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private final ErrorShape shape;

    ErrorAnswers(ErrorShape shape) {
        this.shape = shape;
    }

    /** Answers what never reaches a route: unknown paths, wrong methods, refused bodies. */
    void install(Router router) {
        router.errorHandler(
                400, ctx -> answer(ctx, of(ctx, ErrorKind.CALLER_BAD_REQUEST, "The request is malformed.")));
        router.errorHandler(404, ctx -> answer(ctx, unknownPath(ctx)));
        router.errorHandler(405, ctx -> answer(ctx, wrongMethod(ctx)));
        router.errorHandler(500, ctx -> answer(ctx, of(ctx, ErrorKind.GATEWAY_INTERNAL, null)));
    }

    /** Must be called on the request's event loop. */
    void answer(RoutingContext ctx, SeraiException failure) {
        HttpServerResponse response = ctx.response();
        if (!response.ended() && !response.closed()) {
            response.putHeader(Conversation.REQUEST_ID, RequestId.of(ctx));
            write(ctx.request().connection(), response, failure, RequestId.of(ctx));
        }
    }

    /** Answers a head that can't be read, and closes: what follows on this connection can't be trusted (request smuggling). */
    void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        boolean tooLong = cause instanceof TooLongFrameException;
        SeraiException failure = tooLong
                ? new CallerException(
                        ErrorKind.CALLER_HEADERS_TOO_LARGE, "The request line or the headers are too long.")
                : new CallerException(ErrorKind.CALLER_BAD_REQUEST, "The request is not valid HTTP.");
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        write(request.connection(), request.response(), failure, "");
    }

    void write(HttpConnection connection, HttpServerResponse response, SeraiException failure, String requestId) {
        response.setStatusCode(failure.kind().status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, shape.contentType());
        retryAfter(failure).ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, wait));
        boolean last = response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
        response.end(Buffer.buffer(shape.body(failure, requestId))).onComplete(sent -> {
            if (last) {
                connection.close();
            }
        });
    }

    byte[] frame(SeraiException failure, String requestId) {
        return shape.frame(failure, requestId);
    }

    /** The failure in the vocabulary; what is not foreseen there is logged, once, where it is met. */
    static SeraiException known(Throwable failure) {
        SeraiException known = SeraiException.of(failure);
        if (known.kind() == ErrorKind.GATEWAY_INTERNAL) {
            LOG.error("A request failed unexpectedly: {}", known.getMessage(), failure);
        }
        return known;
    }

    /** Whole seconds, rounded up: a client that comes back after them is not early. */
    private static Optional<String> retryAfter(SeraiException failure) {
        int status = failure.kind().status();
        if (status != 429 && status != 503) {
            return Optional.empty();
        }
        Duration wait = failure.retryAfter().orElse(Duration.ofSeconds(1));
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return Optional.of(Long.toString(seconds));
    }

    private static SeraiException of(RoutingContext ctx, ErrorKind kind, @Nullable String message) {
        Throwable failure = ctx.failure();
        if (failure != null && (kind == ErrorKind.GATEWAY_INTERNAL || failure instanceof SeraiException)) {
            return known(failure);
        }
        return message == null
                ? new GatewayException(kind, "The gateway failed to handle this request.")
                : new CallerException(kind, message);
    }

    private static SeraiException unknownPath(RoutingContext ctx) {
        return new CallerException(
                        ErrorKind.CALLER_NOT_FOUND,
                        "Unknown request URL: " + ctx.request().method() + " "
                                + cut(ctx.request().path()) + ".")
                .withCode("unknown_url");
    }

    private static SeraiException wrongMethod(RoutingContext ctx) {
        return new CallerException(
                ErrorKind.CALLER_METHOD_NOT_ALLOWED,
                "Not allowed to " + ctx.request().method() + " on "
                        + cut(ctx.request().path()) + ".");
    }

    private static String cut(@Nullable String path) {
        String given = path == null ? "" : path;
        return given.length() <= 200 ? given : given.substring(0, 200) + "…";
    }
}
