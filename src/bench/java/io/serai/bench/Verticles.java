package io.serai.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs a server of the benchmark, one instance per core, each on an event loop of its own. */
final class Verticles {

    private Verticles() {}

    /** Serves until standard input ends, which it does when the benchmark has gone, however that came about. */
    static void runUntilInputEnds(Supplier<Verticle> verticle) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(cores));
        try {
            vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(cores))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            waitForEndOfInput();
        } finally {
            vertx.close();
        }
    }

    private static void waitForEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is said to a server but the end.
            continue;
        }
    }
}
