package io.serai.gateway.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts clients that take their time: to send a head, the pieces of a body, or the next request. Belongs to one event loop, which looks at
 * its connections once a second, so that a request costs no timer.
 */
final class ClientWatch {

    private final HttpSettings.ClientTimeouts timeouts;
    private final Map<HttpConnection, Waiting> connections = new HashMap<>();

    /** What a connection is waited for, and until when. */
    private static final class Waiting {
        private int running;
        private long until;
    }

    ClientWatch(HttpSettings.ClientTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** A client has connected: its first head is awaited. */
    void connected(HttpConnection connection) {
        Waiting waiting = new Waiting();
        waiting.until = in(timeouts.header());
        connections.put(connection, waiting);
        connection.closeHandler(closed -> connections.remove(connection));
    }

    /** A head has come: pieces of a body are awaited until {@link #bodyComplete}. */
    void requestBegun(RoutingContext ctx) {
        HttpConnection connection = ctx.request().connection();
        Waiting waiting = connections.get(connection);
        if (waiting == null) {
            return;
        }
        waiting.running++;
        waiting.until = in(timeouts.body());
        ctx.addEndHandler(ended -> {
            waiting.running--;
            if (waiting.running <= 0) {
                waiting.until = in(timeouts.keepAlive());
            }
        });
    }

    /** Another piece of a body has come. */
    void bodyGoesOn(RoutingContext ctx) {
        Waiting waiting = connections.get(ctx.request().connection());
        if (waiting != null) {
            waiting.until = in(timeouts.body());
        }
    }

    /** Nothing more is awaited of the client until the answer has left. */
    void bodyComplete(RoutingContext ctx) {
        Waiting waiting = connections.get(ctx.request().connection());
        if (waiting != null) {
            waiting.until = 0;
        }
    }

    /** Closes the connections whose time is up. */
    void sweep() {
        long now = System.nanoTime();
        List<HttpConnection> late = new ArrayList<>(0);
        connections.forEach((connection, waiting) -> {
            if (waiting.until != 0 && waiting.until - now < 0) {
                late.add(connection);
            }
        });
        late.forEach(HttpConnection::close);
    }

    private static long in(Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        return until == 0 ? 1 : until;
    }
}
