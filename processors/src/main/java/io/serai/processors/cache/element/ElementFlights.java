package io.serai.processors.cache.element;

import io.serai.processors.cache.CacheKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The elements that calls of this node are asking for at the moment, so that nobody else asks for them too. Thread-safe. */
final class ElementFlights {

    private final ConcurrentMap<CacheKey, CompletableFuture<Optional<Kept>>> flying = new ConcurrentHashMap<>();

    /** Takes all of these that nobody is asking for; the others are waited for. */
    Claim claim(List<CacheKey> keys) {
        Claim claim = new Claim();
        for (CacheKey key : keys) {
            CompletableFuture<Optional<Kept>> mine = new CompletableFuture<>();
            CompletableFuture<Optional<Kept>> theirs = flying.putIfAbsent(key, mine);
            if (theirs == null) {
                claim.own.put(key, mine);
            } else {
                claim.others.put(key, theirs);
            }
        }
        return claim;
    }

    /**
     * What one call asks for, and what it waits for. Whoever holds one has to say {@link #landed} before it waits for others: two calls that
     * want the same in another order would wait for each other.
     */
    final class Claim {

        private final Map<CacheKey, CompletableFuture<Optional<Kept>>> own = new HashMap<>();
        private final Map<CacheKey, CompletableFuture<Optional<Kept>>> others = new HashMap<>();

        boolean owns(CacheKey key) {
            return own.containsKey(key);
        }

        /** The call has ended, with all of its elements, with some, or with none. */
        void landed(Map<CacheKey, Kept> fresh) {
            own.forEach((key, mine) -> {
                flying.remove(key, mine);
                mine.complete(Optional.ofNullable(fresh.get(key)));
            });
        }

        /** What the others have got; without what they did not get in time. */
        Map<CacheKey, Kept> others(Duration patience) {
            long end = System.nanoTime() + patience.toNanos();
            Map<CacheKey, Kept> got = new HashMap<>();
            for (Map.Entry<CacheKey, CompletableFuture<Optional<Kept>>> other : new ArrayList<>(others.entrySet())) {
                wait(other.getValue(), end - System.nanoTime()).ifPresent(kept -> got.put(other.getKey(), kept));
            }
            return got;
        }

        private Optional<Kept> wait(CompletableFuture<Optional<Kept>> theirs, long nanos) {
            try {
                return theirs.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (ExecutionException | TimeoutException e) {
                return Optional.empty();
            }
        }
    }
}
