package io.serai.processors.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.serai.api.call.AttemptCheck;
import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.processors.limits.Limit;
import io.serai.processors.limits.LimitListener;
import io.serai.processors.limits.LimitSettings;
import io.serai.processors.limits.Limits;
import io.serai.processors.limits.Metric;
import io.serai.processors.limits.Scope;
import io.serai.processors.limits.Window;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node in a process of its own, with the gateway's limits: makes calls that cost {@link #COST} each and reserve just that. Told by lines
 * on standard input: {@code <limit> <calls that it pays for> <callers>}; answers each with a line that says how many were admitted.
 */
final class LimitsProcess {

    /** Nano-dollars: 10 tokens in at 10, 20 tokens out at 20. */
    static final long COST = 500;

    private static final PoolSettings POOL =
            new PoolSettings(Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final Limits limits;
    private final FileLedger ledger;
    private String limit = "";

    private LimitsProcess(HazelcastInstance hazelcast, Path folder, String name) {
        ledger = new FileLedger(folder, name);
        limits = new Limits(new Limits.Surroundings(
                new HazelcastPool(hazelcast, POOL, Clock.systemUTC()),
                Clock.systemUTC(),
                (asked, subject, from, until) -> COST * FileLedger.calls(folder, asked.id()),
                ledger,
                new FixedPrice(),
                (model, operation, request) -> 10,
                LimitListener.NONE,
                new LimitSettings(1_000, 256, Duration.ofMinutes(10))));
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        var unused = thread.scheduleWithFixedDelay(limits::look, 1, 1, TimeUnit.SECONDS);
    }

    /** Cluster, own port, folder of the ledgers, all ports. */
    public static void main(String[] args) throws Exception {
        List<Integer> ports = Arrays.stream(args).skip(3).map(Integer::valueOf).toList();
        HazelcastInstance hazelcast = LoopbackCluster.member(args[0], Integer.parseInt(args[1]), ports, 1);
        LimitsProcess process = new LimitsProcess(hazelcast, Path.of(args[2]), args[1]);
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            System.out.println(process.admit(words[0], Long.parseLong(words[1]), Integer.parseInt(words[2])));
        }
        // Whoever started this one is gone.
        Runtime.getRuntime().halt(0);
    }

    private long admit(String name, long calls, int callers) throws InterruptedException {
        if (!name.equals(limit)) {
            limit = name;
            ledger.write(name);
            limits.book()
                    .replace("test", List.of(Limit.of(name, "", Scope.ALL, Metric.COST, calls * COST, Window.ENDLESS)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        CountDownLatch start = new CountDownLatch(callers);
        AtomicLong admitted = new AtomicLong();
        for (int i = 0; i < callers; i++) {
            var unused = threads.submit(() -> {
                start.countDown();
                start.await();
                return admit() ? admitted.incrementAndGet() : 0;
            });
        }
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.MINUTES);
        return admitted.get();
    }

    private boolean admit() {
        Meter meter = new Meter(MeterListener.NONE);
        AttemptCheck.Grant grant;
        try {
            grant = limits.attempts()
                    .check(new AttemptCheck.Ask(
                            null,
                            "req",
                            "fast",
                            "prov",
                            "m1",
                            Operation.CHAT,
                            Map.of("max_tokens", 20, "messages", List.of(Map.of("role", "user", "content", "Hello"))),
                            false,
                            OptionalLong.empty(),
                            Set.of(),
                            meter));
        } catch (SeraiException refused) {
            return false;
        }
        Attempt attempt = meter.begin("prov", "m1", Operation.CHAT);
        attempt.report(Usage.of(10, 20));
        attempt.succeed();
        grant.ended(attempt, 0);
        return true;
    }
}
