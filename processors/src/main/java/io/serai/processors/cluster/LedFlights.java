package io.serai.processors.cluster;

import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.InFlight;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/** The calls that this node makes for others as well. Thread-safe. */
final class LedFlights {

    private final FlightPost post;
    private final FlightSeal seal;
    private final Executor threads;
    /** Calls of this node, with their claims. */
    private final Map<CacheKey, byte[]> claims = new ConcurrentHashMap<>();

    private final Map<String, FlightPump> pumps = new ConcurrentHashMap<>();
    private volatile Function<CacheKey, Optional<InFlight>> flights = key -> Optional.empty();

    LedFlights(FlightPost post, FlightSeal seal, Executor threads) {
        this.post = post;
        this.seal = seal;
        this.threads = threads;
    }

    void offer(Function<CacheKey, Optional<InFlight>> offered) {
        flights = offered;
    }

    /** This node makes the call, or is about to ask whether it may: others that are told so may be sooner than its own answer. */
    void lead(CacheKey key, byte[] claim) {
        claims.put(key, claim);
    }

    /** It does so no more. */
    byte[] over(CacheKey key) {
        byte[] claim = claims.remove(key);
        return claim == null ? new byte[0] : claim;
    }

    /** Another node wants the answer; says whether there is such a call. What this node itself follows is not led by it. */
    boolean follow(String flight, CacheKey key, UUID follower) {
        Optional<InFlight> source = claims.containsKey(key) ? flights.apply(key) : Optional.empty();
        if (source.isEmpty()) {
            return false;
        }
        FlightPump pump = new FlightPump(flight, key, follower, source.get(), post, seal);
        pumps.put(flight, pump);
        try {
            threads.execute(() -> run(flight, pump));
            return true;
        } catch (RejectedExecutionException e) {
            leave(flight);
            return false;
        }
    }

    private void run(String flight, FlightPump pump) {
        try {
            pump.run();
        } finally {
            pumps.remove(flight);
        }
    }

    boolean more(String flight) {
        FlightPump pump = pumps.get(flight);
        if (pump != null) {
            pump.more();
        }
        return pump != null;
    }

    boolean isTold(String flight) {
        return pumps.containsKey(flight);
    }

    /** How many other nodes are being told of answers, each call of each counted. */
    int told() {
        return pumps.size();
    }

    boolean leave(String flight) {
        FlightPump pump = pumps.remove(flight);
        if (pump != null) {
            pump.cancel();
        }
        return pump != null;
    }

    /** A node is gone. */
    void left(UUID node) {
        pumps.forEach((flight, pump) -> {
            if (pump.follower().equals(node)) {
                leave(flight);
            }
        });
    }

    void close() {
        pumps.keySet().forEach(this::leave);
    }
}
