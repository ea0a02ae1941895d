package io.serai.bench.chaos;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Calls the nodes at an even rate, each call one of those that serve. */
final class SteadyLoad implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 40;

    private final List<Node> nodes;
    private final Calls calls;
    private final int rate;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running = true;

    /** @param rate calls a second */
    SteadyLoad(List<Node> nodes, Calls calls, int rate) {
        this.nodes = nodes;
        this.calls = calls;
        this.rate = rate;
    }

    /** Calls from now on, until it is stopped. */
    void start() {
        Thread.ofPlatform().daemon().name("chaos-load").start(() -> {
            long gap = TimeUnit.SECONDS.toNanos(1) / rate;
            long next = System.nanoTime();
            while (running) {
                threads.execute(this::call);
                next += gap;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        });
    }

    private void call() {
        List<Node> serving = nodes.stream().filter(Node::serving).toList();
        if (serving.isEmpty()) {
            return;
        }
        try {
            calls.make(serving.get(ThreadLocalRandom.current().nextInt(serving.size())), Answers.STEADY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the calls that are under way. */
    void stop() throws InterruptedException {
        running = false;
        threads.shutdown();
        threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        running = false;
        threads.shutdownNow();
    }
}
