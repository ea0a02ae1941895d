package io.serai.gateway.boot;

import io.serai.api.caller.Caller;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.gateway.http.Arrival;
import io.serai.gateway.http.Entrance;
import io.serai.gateway.http.GatewayHttpServer;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Rights;
import io.serai.processors.identity.Scope;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The operator's port, loopback unless told otherwise: {@code /metrics}, {@code /livez}, {@code /readyz}, and the admin API where the
 * gateway has accounts.
 */
final class ManagementServer {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;

    /**
     * @param door asked for {@code /metrics} as well where others than this machine could connect; empty where nobody is asked
     * @param admin serves the admin API; empty where there is none
     */
    ManagementServer(
            Vertx vertx,
            GatewayHttpServer gateway,
            Telemetry telemetry,
            Settings settings,
            Optional<Entrance> door,
            Optional<Consumer<Router>> admin) {
        Router router = Router.router(vertx);
        Optional<Entrance> asked = door.filter(entrance -> !isLoopback(settings.managementHost()));
        router.get("/metrics")
                .handler(ctx -> vertx.executeBlocking(() -> scrape(telemetry, asked, ctx.request()), false)
                        .onSuccess(page -> ctx.response()
                                .putHeader("content-type", PROMETHEUS_TEXT)
                                .end(page))
                        .onFailure(failure -> refuse(ctx, failure)));
        gateway.probes(router);
        admin.ifPresent(api -> api.accept(router));
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(settings.managementHost())
                        .setPort(settings.managementPort())
                        .setIdleTimeout(60))
                .requestHandler(router);
    }

    /** Figures tell which models are used how much: whoever comes from elsewhere must be one who may know about the nodes. */
    private static String scrape(Telemetry telemetry, Optional<Entrance> door, HttpServerRequest request) {
        if (door.isPresent()) {
            Caller caller = door.get().admit(Arrival.of(request));
            if (!Rights.allows(caller, Right.NODES_READ, Scope.PLATFORM)) {
                throw new CallerException(ErrorKind.CALLER_FORBIDDEN, "This needs the right nodes:read.");
            }
        }
        return telemetry.scrape();
    }

    private static void refuse(RoutingContext ctx, Throwable failure) {
        SeraiException known = SeraiException.of(failure);
        ctx.response().setStatusCode(known.kind().status()).end(known.getMessage() + "\n");
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
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
