package io.serai.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/**
 * The yardstick: the least that a proxy on Vert.x can do. Bytes are piped both ways on the event loop that accepted the connection,
 * which has an upstream pool of its own; nothing is parsed, and each chunk leaves as it comes.
 */
public final class BareProxy extends AbstractVerticle {

    private final int port;
    private final RequestOptions upstream;
    private HttpClient client;

    private BareProxy(int port, int upstreamPort) {
        this.port = port;
        this.upstream = new RequestOptions().setHost("127.0.0.1").setPort(upstreamPort);
    }

    /** Serves on the loopback port {@code args[0]} what the loopback port {@code args[1]} answers, until standard input ends. */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int upstreamPort = Integer.parseInt(args[1]);
        Verticles.runUntilInputEnds(() -> new BareProxy(port, upstreamPort));
    }

    @Override
    public void start(Promise<Void> started) {
        client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(20_000));
        vertx.createHttpServer()
                .requestHandler(this::proxy)
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void proxy(HttpServerRequest incoming) {
        incoming.pause();
        client.request(new RequestOptions(upstream).setMethod(incoming.method()).setURI(incoming.uri()))
                .compose(outgoing -> send(incoming, outgoing))
                .compose(answer -> answer(answer, incoming.response()))
                .onFailure(cause -> fail(incoming.response()));
    }

    private static Future<HttpClientResponse> send(HttpServerRequest incoming, HttpClientRequest outgoing) {
        copy(incoming.headers(), outgoing.headers());
        incoming.response().closeHandler(gone -> outgoing.reset());
        return outgoing.send(incoming);
    }

    private static Future<Void> answer(HttpClientResponse answer, HttpServerResponse response) {
        response.setStatusCode(answer.statusCode());
        copy(answer.headers(), response.headers());
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        return answer.pipeTo(response);
    }

    private static void copy(MultiMap from, MultiMap to) {
        from.forEach((name, value) -> {
            if (!ofOneHop(name)) {
                to.add(name, value);
            }
        });
    }

    private static boolean ofOneHop(String name) {
        return switch (name.length()) {
            case 4 -> name.equalsIgnoreCase("host");
            case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
            case 17 -> name.equalsIgnoreCase("transfer-encoding");
            default -> false;
        };
    }

    private static void fail(HttpServerResponse response) {
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
        } else {
            response.setStatusCode(502).end();
        }
    }
}
