package io.serai.processors.responses;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Keeps answers in this process until it ends. What has not been used for longest goes first: a scope that is full loses its own, and
 * where all together are too many, the fullest scope does. Going on from an answer uses all that it goes on from.
 */
public final class InMemoryResponseStore implements ResponseStore {

    /**
     * How much is kept.
     *
     * @param count answers per scope
     * @param scopeBytes bytes per scope, about
     * @param bytes bytes in all, about
     * @param unused after which an answer is forgotten
     */
    public record Limits(int count, long scopeBytes, long bytes, Duration unused) {

        public static final Limits DEFAULT =
                new Limits(1_000, 64L * 1024 * 1024, 256L * 1024 * 1024, Duration.ofHours(24));

        public Limits {
            if (count < 1 || scopeBytes < 1 || bytes < 1 || unused.isNegative() || unused.isZero()) {
                throw new IllegalArgumentException("limits of a response store are positive, found count=" + count
                        + ", scopeBytes=" + scopeBytes + ", bytes=" + bytes + ", unused=" + unused);
            }
        }
    }

    private record Kept(StoredResponse response, Instant used) {}

    /** The answers of one scope, the least recently used first; of several the one with the most bytes comes first. */
    private static final class Shelf implements Comparable<Shelf> {
        private final String scope;
        private final LinkedHashSet<String> ids = new LinkedHashSet<>();
        private long bytes;

        Shelf(String scope) {
            this.scope = scope;
        }

        ResponseKey eldest() {
            return new ResponseKey(scope, ids.iterator().next());
        }

        @Override
        public int compareTo(Shelf other) {
            int fuller = Long.compare(other.bytes, bytes);
            return fuller == 0 ? scope.compareTo(other.scope) : fuller;
        }
    }

    private final Limits limits;
    private final InstantSource clock;
    /** Of all scopes, the least recently used first, so that what is too old is found without a look at the rest. */
    private final LinkedHashMap<ResponseKey, Kept> kept = new LinkedHashMap<>();

    private final Map<String, Shelf> shelves = new HashMap<>();
    private final TreeSet<Shelf> fullest = new TreeSet<>();
    private long bytes;

    public InMemoryResponseStore() {
        this(Limits.DEFAULT, InstantSource.system());
    }

    public InMemoryResponseStore(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public synchronized void put(String scope, StoredResponse response) {
        Instant now = clock.instant();
        forgetUnused(now);
        long weight = response.weight();
        if (weight > limits.scopeBytes || weight > limits.bytes) {
            return;
        }
        ResponseKey key = new ResponseKey(scope, response.id());
        remove(key);
        Shelf shelf = shelves.computeIfAbsent(scope, Shelf::new);
        kept.put(key, new Kept(response, now));
        shelf.ids.add(key.id());
        weigh(shelf, weight);
        while (shelf.ids.size() > limits.count || shelf.bytes > limits.scopeBytes) {
            remove(shelf.eldest());
        }
        while (bytes > limits.bytes) {
            remove(fullest.first().eldest());
        }
    }

    @Override
    public synchronized Optional<StoredResponse> find(String scope, String id) {
        Instant now = clock.instant();
        forgetUnused(now);
        ResponseKey key = new ResponseKey(scope, id);
        Kept found = kept.remove(key);
        Shelf shelf = shelves.get(scope);
        if (found == null || shelf == null) {
            return Optional.empty();
        }
        kept.put(key, new Kept(found.response, now));
        shelf.ids.remove(id);
        shelf.ids.add(id);
        return Optional.of(found.response);
    }

    @Override
    public synchronized boolean delete(String scope, String id) {
        forgetUnused(clock.instant());
        return remove(new ResponseKey(scope, id));
    }

    /** Bytes that are kept, about. */
    synchronized long bytes() {
        return bytes;
    }

    /** Scopes that have something. */
    synchronized int scopes() {
        return shelves.size();
    }

    private void forgetUnused(Instant now) {
        Instant latest = now.minus(limits.unused);
        while (!kept.isEmpty()) {
            Map.Entry<ResponseKey, Kept> eldest = kept.entrySet().iterator().next();
            if (!eldest.getValue().used.isBefore(latest)) {
                return;
            }
            remove(eldest.getKey());
        }
    }

    private boolean remove(ResponseKey key) {
        Kept old = kept.remove(key);
        Shelf shelf = shelves.get(key.scope());
        if (old == null || shelf == null) {
            return false;
        }
        shelf.ids.remove(key.id());
        weigh(shelf, -old.response.weight());
        return true;
    }

    private void weigh(Shelf shelf, long change) {
        fullest.remove(shelf);
        shelf.bytes += change;
        bytes += change;
        if (shelf.ids.isEmpty()) {
            shelves.remove(shelf.scope);
        } else {
            fullest.add(shelf);
        }
    }
}
