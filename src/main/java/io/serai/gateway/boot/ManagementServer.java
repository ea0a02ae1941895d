package io.serai.gateway.boot;

import io.serai.gateway.http.GatewayHttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The operator's port, loopback unless told otherwise: {@code /metrics}, {@code /livez}, {@code /readyz}. */
final class ManagementServer {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;

    ManagementServer(Vertx vertx, GatewayHttpServer gateway, Telemetry telemetry, String host, int port) {
        Router router = Router.router(vertx);
        router.get("/metrics").handler(ctx -> vertx.executeBlocking(telemetry::scrape, false)
                .onSuccess(page -> ctx.response()
                        .putHeader("content-type", PROMETHEUS_TEXT)
                        .end(page))
                .onFailure(ctx::fail));
        gateway.probes(router);
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost(host).setPort(port).setIdleTimeout(60))
                .requestHandler(router);
    }

    void listen() throws Exception {
        server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    void close() throws InterruptedException, ExecutionException, TimeoutException {
        server.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
