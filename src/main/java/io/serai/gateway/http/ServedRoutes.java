package io.serai.gateway.http;

import io.vertx.ext.web.Router;
import java.util.concurrent.atomic.AtomicInteger;

/** What the routes of one Camel context serve, and how many requests are on their way through them. */
public final class ServedRoutes {

    private final Router router;
    private final AtomicInteger running = new AtomicInteger();

    ServedRoutes(Router router) {
        this.router = router;
    }

    Router router() {
        return router;
    }

    void enter() {
        running.incrementAndGet();
    }

    void leave() {
        running.decrementAndGet();
    }

    /** Requests that have been taken in here and not been answered whole. */
    public int running() {
        return running.get();
    }
}
