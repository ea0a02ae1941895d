package io.serai.gateway.boot;

import io.serai.gateway.http.EventLoops;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.ExecutorServiceFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The one Vert.x of a process: server, client and engine share it, because events got lost between two. Its workers are virtual threads, so
 * that nothing of Vert.x has a pool to run out of; its checker tells when an event loop is kept from its work.
 */
final class SharedVertx {

    private SharedVertx() {}

    static Vertx create() {
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(EventLoops.COUNT)
                .setBlockedThreadCheckInterval(500)
                .setMaxEventLoopExecuteTime(500)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setPreferNativeTransport(true)
                // What Vert.x would unpack from the class path stays behind when a process is killed; we unpack
                // nothing.
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
        ExecutorServiceFactory virtual = (threads, concurrency, max) -> Executors.newVirtualThreadPerTaskExecutor();
        return new VertxBuilder(options).executorServiceFactory(virtual).init().vertx();
    }
}
