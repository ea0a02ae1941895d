package io.serai.bench.chaos;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Callers who all call at once, on all nodes in turn. */
final class Crowd {

    private static final int MOST_TRIES = 30;
    private static final int FAILED = 500;

    private Crowd() {}

    /** How often which status came. */
    static Map<Integer, Long> call(Fleet fleet, String model, int callers) throws InterruptedException {
        return all(fleet, callers, node -> fleet.calls().make(node, model));
    }

    /**
     * The same where those try again to whom something else happened than an answer or a refusal: as clients do who are told 503, for nobody
     * knows what is left, or 504, after which what was set aside is there again.
     */
    static Map<Integer, Long> insist(Fleet fleet, String model, int callers) throws InterruptedException {
        return all(fleet, callers, node -> {
            int status = fleet.calls().make(node, model);
            for (int tries = 1; status >= FAILED && tries < MOST_TRIES; tries++) {
                TimeUnit.SECONDS.sleep(1);
                status = fleet.calls().make(node, model);
            }
            return status;
        });
    }

    /** One caller. */
    private interface Caller {
        int call(Node node) throws InterruptedException;
    }

    private static Map<Integer, Long> all(Fleet fleet, int callers, Caller caller) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(callers);
        Map<Integer, Long> statuses = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> calls = IntStream.range(0, callers)
                    .mapToObj(i -> threads.submit(() -> {
                        start.countDown();
                        start.await();
                        return caller.call(fleet.nodes().get(i % fleet.nodes().size()));
                    }))
                    .toList();
            for (Future<Integer> call : calls) {
                statuses.merge(call.get(), 1L, Long::sum);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return statuses;
    }
}
