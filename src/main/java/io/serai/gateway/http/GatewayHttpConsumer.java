package io.serai.gateway.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands each request to a virtual thread of its own. The stock consumer would run it on one of twenty workers, echo the client's headers,
 * and send a stream's events in one lump.
 */
final class GatewayHttpConsumer extends VertxPlatformHttpConsumer {

    /** The variable in which a route finds the query's parameters: {@code ${variable.query[name]}}. */
    static final String QUERY = "query";

    private static final String FORM = "application/x-www-form-urlencoded";

    private final GatewayHttpServer server;

    GatewayHttpConsumer(
            PlatformHttpEndpoint endpoint,
            Processor processor,
            List<Handler<RoutingContext>> handlers,
            GatewayHttpServer server) {
        super(endpoint, processor, handlers, GatewayHttpServer.ROUTER);
        this.server = server;
    }

    @Override
    protected void handleRequest(RoutingContext ctx) {
        if (isSuspended()) {
            ctx.fail(new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "This route is suspended at the moment."));
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        List<String> entered = fill(exchange.getIn(), ctx);
        server.converse(ctx, entered, exchange, this);
    }

    /** Runs the route. Called on the request's own thread. */
    void run(Exchange exchange) throws Exception {
        createUoW(exchange);
        getProcessor().process(exchange);
    }

    void done(Exchange exchange) {
        doneUoW(exchange);
        releaseExchange(exchange, false);
    }

    private List<String> fill(Message message, RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        List<String> entered =
                server.headers().enter(request.headers(), ctx.pathParams(), Reception.callerOf(ctx), message);
        Map<String, Object> headers = message.getHeaders();
        headers.put(Exchange.HTTP_METHOD, request.method().name());
        headers.put(Exchange.HTTP_PATH, ctx.normalizedPath());
        headers.put(Exchange.HTTP_URI, ctx.normalizedPath());
        if (request.query() != null) {
            PlainQuery query = PlainQuery.of(request.query(), ctx.queryParams());
            headers.put(Exchange.HTTP_QUERY, query.text());
            message.getExchange().setVariable(QUERY, query.firstOfEach());
        }
        HostAndPort authority = request.authority();
        if (authority != null) {
            headers.put(Exchange.HTTP_HOST, authority.host());
        }
        message.setBody(body(ctx));
        return entered;
    }

    /** The body's bytes; the fields of a form as a map; null where there is none. */
    private static @Nullable Object body(RoutingContext ctx) {
        Buffer body = ctx.body().buffer();
        if (body == null) {
            return null;
        }
        String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith(FORM) && !isObject(body) ? form(body) : body.getBytes();
    }

    /** {@code curl -d} calls everything a form, JSON too; taken apart as one it would be lost. */
    private static boolean isObject(Buffer body) {
        int at = 0;
        while (at < body.length() && body.getByte(at) <= ' ' && body.getByte(at) >= 0) {
            at++;
        }
        return at < body.length() && body.getByte(at) == '{';
    }

    private static Map<String, Object> form(Buffer body) {
        Map<String, Object> fields = new LinkedHashMap<>();
        new QueryStringDecoder(body.toString(), false)
                .parameters()
                .forEach((name, values) -> fields.put(name, values.size() == 1 ? values.get(0) : values));
        return fields;
    }
}
