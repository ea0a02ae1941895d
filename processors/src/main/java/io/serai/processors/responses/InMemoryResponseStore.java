package io.serai.processors.responses;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

    /** The answers of one scope, the least recently used first. */
    private static final class Shelf {
        private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>();
        private long bytes;
    }

    private final Limits limits;
    private final InstantSource clock;
    private final Map<String, Shelf> shelves = new HashMap<>();
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
        forgetUnused();
        long weight = response.weight();
        if (weight > limits.scopeBytes || weight > limits.bytes) {
            return;
        }
        Shelf shelf = shelves.computeIfAbsent(scope, name -> new Shelf());
        remove(shelf, response.id());
        shelf.kept.put(response.id(), new Kept(response, clock.instant()));
        shelf.bytes += weight;
        bytes += weight;
        while (shelf.kept.size() > limits.count || shelf.bytes > limits.scopeBytes) {
            removeEldest(shelf);
        }
        while (bytes > limits.bytes) {
            removeEldest(fullest());
        }
        shelves.values().removeIf(each -> each.kept.isEmpty());
    }

    @Override
    public synchronized Optional<StoredResponse> find(String scope, String id) {
        forgetUnused();
        Shelf shelf = shelves.get(scope);
        Kept found = shelf == null ? null : shelf.kept.remove(id);
        if (shelf == null || found == null) {
            return Optional.empty();
        }
        shelf.kept.put(id, new Kept(found.response, clock.instant()));
        return Optional.of(found.response);
    }

    @Override
    public synchronized boolean delete(String scope, String id) {
        forgetUnused();
        Shelf shelf = shelves.get(scope);
        boolean found = shelf != null && remove(shelf, id);
        if (shelf != null && shelf.kept.isEmpty()) {
            shelves.remove(scope);
        }
        return found;
    }

    /** Bytes that are kept, about. */
    synchronized long bytes() {
        return bytes;
    }

    /** Scopes that have something. */
    synchronized int scopes() {
        return shelves.size();
    }

    private void forgetUnused() {
        Instant latest = clock.instant().minus(limits.unused);
        Iterator<Shelf> all = shelves.values().iterator();
        while (all.hasNext()) {
            Shelf shelf = all.next();
            while (!shelf.kept.isEmpty() && eldest(shelf).getValue().used.isBefore(latest)) {
                removeEldest(shelf);
            }
            if (shelf.kept.isEmpty()) {
                all.remove();
            }
        }
    }

    private Shelf fullest() {
        Shelf fullest = shelves.values().iterator().next();
        for (Shelf shelf : shelves.values()) {
            fullest = shelf.bytes > fullest.bytes ? shelf : fullest;
        }
        return fullest;
    }

    private static Map.Entry<String, Kept> eldest(Shelf shelf) {
        return shelf.kept.entrySet().iterator().next();
    }

    private void removeEldest(Shelf shelf) {
        remove(shelf, eldest(shelf).getKey());
    }

    private boolean remove(Shelf shelf, String id) {
        Kept old = shelf.kept.remove(id);
        if (old == null) {
            return false;
        }
        shelf.bytes -= old.response.weight();
        bytes -= old.response.weight();
        return true;
    }
}
