package io.serai.gateway.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Cuts clients that take their time: to send a head, the pieces of a body, or the next request. Belongs to one event loop, which looks at
 * its connections now and then, so that a request costs no timer.
 */
final class ClientWatch {

    /** Bytes a second below which a body is no upload but an attack: clients that send a byte now and then are cut too. */
    private static final long SLOWEST_BODY = 1024;

    /** How long a client may go on to send what is refused. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final HttpSettings.ClientTimeouts timeouts;
    private final Map<HttpConnection, Waiting> connections = new HashMap<>();

    /** What a connection is waited for, and until when. */
    private static final class Waiting {
        private int running;
        private long until;
        private long latest;
        private boolean closing;
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
        waiting.latest = waiting.until;
        ctx.addEndHandler(ended -> {
            waiting.running--;
            if (waiting.running <= 0 && !waiting.closing) {
                waiting.until = in(timeouts.keepAlive());
            }
        });
    }

    /** A request has come that is answered at once. */
    void requestAnswered(RoutingContext ctx) {
        Waiting waiting = connections.get(ctx.request().connection());
        if (waiting != null) {
            waiting.until = in(timeouts.keepAlive());
        }
    }

    /** Another piece of a body has come. */
    void bodyGoesOn(RoutingContext ctx, int bytes) {
        Waiting waiting = connections.get(ctx.request().connection());
        if (waiting != null) {
            waiting.latest += TimeUnit.SECONDS.toNanos(bytes) / SLOWEST_BODY;
            long next = in(timeouts.body());
            waiting.until = next - waiting.latest < 0 ? next : waiting.latest;
        }
    }

    /** A client has been refused, and the rest of what it sends is thrown away. */
    void lingers(RoutingContext ctx) {
        Waiting waiting = connections.get(ctx.request().connection());
        if (waiting != null) {
            waiting.closing = true;
            waiting.until = in(LINGER);
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
        late.forEach(Cut::connection);
    }

    private static long in(Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        return until == 0 ? 1 : until;
    }
}
