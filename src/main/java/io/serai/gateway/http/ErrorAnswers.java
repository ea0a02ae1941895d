package io.serai.gateway.http;

import io.netty.handler.codec.TooLongFrameException;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.RateLimits;
import io.serai.processors.identity.ApiKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one door from a failure to what a client may see of it. */
final class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private final ErrorShapes shapes;

    ErrorAnswers(ErrorShapes shapes) {
        this.shapes = shapes;
    }

    /** Answers what never reaches a route: unknown paths, wrong methods, refused bodies. */
    void install(Router router) {
        router.errorHandler(
                400, ctx -> answer(ctx, of(ctx, ErrorKind.CALLER_BAD_REQUEST, "The request is malformed.")));
        router.errorHandler(404, ctx -> answer(ctx, unknownPath(ctx)));
        router.errorHandler(405, ctx -> {
            ctx.response().putHeader(HttpHeaders.ALLOW, allowed(router, ctx.normalizedPath()));
            answer(ctx, wrongMethod(ctx));
        });
        router.errorHandler(500, ctx -> answer(ctx, of(ctx, ErrorKind.GATEWAY_INTERNAL, null)));
    }

    /** Must be called on the request's event loop. */
    void answer(RoutingContext ctx, SeraiException failure) {
        HttpServerResponse response = ctx.response();
        if (!response.ended() && !response.closed()) {
            response.putHeader(Conversation.REQUEST_ID, RequestId.of(ctx));
            write(ctx.request(), failure, RequestId.of(ctx));
        }
    }

    /** Answers a request whose body is not wanted, and ends the connection after it, once the client has had time to read that. */
    void refuse(RoutingContext ctx, SeraiException failure, ClientWatch watch) {
        HttpServerRequest request = ctx.request();
        if (request.version() == HttpVersion.HTTP_2) {
            // Others are being answered on this connection.
            answer(ctx, failure);
            return;
        }
        ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (request.isEnded()) {
            ctx.addEndHandler(sent -> request.connection().close());
        } else {
            // To close while more arrives would make TCP reset the connection, and the client lose the answer (RFC
            // 9112, 9.6).
            request.handler(unwanted -> {});
            request.endHandler(nothing -> request.connection().close());
            ctx.addEndHandler(sent -> watch.lingers(ctx));
        }
        answer(ctx, failure);
    }

    /** Answers a body that can't be read, and closes: nobody can tell where it ends. */
    void malformed(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        ctx.addEndHandler(sent -> ctx.request().connection().close());
        answer(ctx, new CallerException(ErrorKind.CALLER_BAD_REQUEST, "The request is not valid HTTP."));
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
        write(request, failure, "").onComplete(sent -> request.connection().close());
    }

    Future<Void> write(HttpServerRequest request, SeraiException failure, String requestId) {
        ErrorAnswer answer = of(request.path(), failure, requestId, Map.of(), Optional.empty());
        answer.head().apply(request.response());
        return request.response().end(Buffer.buffer(answer.body()));
    }

    /** The failure in the words of the API that the path belongs to. */
    ErrorAnswer of(
            @Nullable String path,
            SeraiException failure,
            String requestId,
            Map<String, Object> trace,
            Optional<RateLimits> limits) {
        return new ErrorAnswer(shapes.of(path), failure, requestId, trace, limits);
    }

    /** The failure in the vocabulary; what is not foreseen there is logged, once, where it is met. */
    static SeraiException known(Throwable failure) {
        SeraiException known = SeraiException.of(failure);
        if (known.kind() == ErrorKind.GATEWAY_INTERNAL) {
            LOG.error("A request failed unexpectedly: {}", known.getMessage(), failure);
        }
        return known;
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

    /** The methods of all routes that serve this path: HTTP wants them beside a 405 (RFC 9110, 15.5.6). */
    private static String allowed(Router router, String path) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && serves(route, path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean serves(Route route, String path) {
        String served = route.getPath();
        if (served == null) {
            return false;
        }
        return route.isExactPath() ? path.equals(served) : path.startsWith(served);
    }

    private static String cut(@Nullable String path) {
        String given = path == null ? "" : path;
        if (given.contains(ApiKey.PREFIX)) {
            return "…";
        }
        return given.length() <= 200 ? given : given.substring(0, 200) + "…";
    }
}
