package io.serai.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Puts a load on a target and reads from the operating system what it cost. */
final class Probe {

    private static final long MILLIS_BETWEEN_LOOKS = 250;

    private final LoadClient loadClient;

    Probe(LoadClient loadClient) {
        this.loadClient = loadClient;
    }

    Sample measure(Target target, Load load) throws InterruptedException {
        long pid = target.process().pid();
        long before = ProcStat.cpuMicros(pid);
        long loadBefore = ProcStat.cpuMicros(loadClient.pid());
        CompletableFuture<LoadResult> running = CompletableFuture.supplyAsync(() -> loadClient.run(load));
        long rss = 0;
        while (true) {
            rss = Math.max(rss, ProcStat.rssKib(pid));
            try {
                LoadResult result = running.get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
                long cpu = ProcStat.cpuMicros(pid) - before;
                return new Sample(result, cpu, ProcStat.cpuMicros(loadClient.pid()) - loadBefore, rss);
            } catch (TimeoutException e) {
                // Not done yet: look at the memory once more.
                continue;
            } catch (ExecutionException e) {
                throw new IllegalStateException("no result for " + target.name(), e);
            }
        }
    }
}
