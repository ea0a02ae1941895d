package io.serai.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The {@link ClientWatch} of each event loop that serves clients. */
final class ClientWatches {

    private static final String KEY = "serai.client-watch";

    private final HttpSettings.ClientTimeouts timeouts;

    ClientWatches(HttpSettings.ClientTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** The watch of the event loop that this is called on. */
    ClientWatch current() {
        Context loop = Vertx.currentContext();
        ClientWatch watch = loop.get(KEY);
        if (watch == null) {
            watch = new ClientWatch(timeouts);
            loop.put(KEY, watch);
        }
        return watch;
    }
}
