package io.serai.gateway.boot;

import io.serai.api.json.Json;
import io.serai.gateway.accounts.Accounts;
import io.serai.gateway.http.GatewayHttpServer;
import io.serai.gateway.http.ServedRoutes;
import io.serai.gateway.reload.RouteFolders;
import io.serai.gateway.settings.StartException;
import io.serai.processors.models.RouteLoops;
import io.serai.providers.ai.AiComponent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.main.Main;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One state of the route files, running in a Camel context of its own. A successor takes over request by request: what has begun in a
 * generation ends in it, so that a call or a stream never meets half of a reload.
 *
 * <p>Camel's own reload stops a route before its successor starts. Calls that come in between find nothing, and calls that are under way
 * when the wait for them is over find their next step stopped (4.18.0).
 */
final class Generation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    private static final long POLL_MILLIS = 200;

    private final Main main;
    private final Wiring wiring;
    private final Optional<AccountedRoutes> accounted;
    private final RouteFolders folders;
    private final GatewayHttpServer server;
    private final Telemetry telemetry;

    /** @param accounts what its callers are known by; empty where nobody is asked */
    Generation(
            Main main,
            RouteFolders folders,
            GatewayHttpServer server,
            Telemetry telemetry,
            Json json,
            Optional<Accounts> accounts) {
        this.main = main;
        this.folders = folders;
        this.server = server;
        this.telemetry = telemetry;
        this.wiring = new Wiring(server, telemetry, json);
        this.accounted = accounts.map(known -> new AccountedRoutes(known, folders));
        main.addMainListener(wiring);
        main.addMainListener(new PricesListener(folders, telemetry.unpriced()));
        main.addMainListener(new ModelsListener(folders));
        accounted.ifPresent(main::addMainListener);
    }

    /**
     * Starts the routes; requests come once they are {@linkplain #show shown}. What can't be started is closed again.
     *
     * @throws StartException naming file and line where they can be found out
     */
    void start() throws Exception {
        try {
            main.start();
            camel().getComponent("ai", AiComponent.class).openProviders();
            RouteLoops.refuse(camel());
            accounted.ifPresent(routes -> routes.check(camel()));
        } catch (Exception | LinkageError e) {
            Exception why = folders.explain(main.getCamelContext(), e);
            close();
            throw why;
        }
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    /** From now on requests come here. */
    void show() {
        accounted.ifPresent(routes -> routes.show(camel()));
        server.show(served());
    }

    /** Begins nothing any more, and closes once what runs has ended, at the latest after this long. Returns at once. */
    void retire(Duration atMost, Runnable whenClosed) {
        for (Route route : camel().getRoutes()) {
            if (isSource(route.getConsumer())) {
                ServiceHelper.suspendService(route.getConsumer());
            }
        }
        Thread.ofVirtual().name("retire-" + camel().getName()).start(() -> {
            awaitIdle(atMost);
            close();
            whenClosed.run();
        });
    }

    /** Whether a consumer brings in work of itself, such as a timer. Those that requests under way still call, Camel defers as well. */
    private static boolean isSource(Consumer consumer) {
        return !(consumer instanceof PlatformHttpConsumer)
                && !(consumer instanceof ShutdownAware called
                        && called.deferShutdown(ShutdownRunningTask.CompleteCurrentTaskOnly));
    }

    private void awaitIdle(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        try {
            do {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } while (isBusy() && until - System.nanoTime() > 0);
        } catch (InterruptedException e) {
            LOG.debug("Not waiting any more for {}", camel().getName());
        }
    }

    /** Requests that are being read count with the server only, those whose client has left with Camel only. */
    private boolean isBusy() {
        return served().running() > 0 || camel().getInflightRepository().size() > 0;
    }

    private ServedRoutes served() {
        return wiring.served();
    }

    @Override
    public void close() {
        try {
            main.stop();
        } catch (RuntimeException e) {
            LOG.warn("Camel did not stop cleanly: {}", e.getMessage());
        }
        if (main.getCamelContext() != null) {
            telemetry.remove(main.getCamelContext());
        }
    }
}
