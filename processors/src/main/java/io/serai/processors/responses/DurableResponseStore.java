package io.serai.processors.responses;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.processors.responses.InMemoryResponseStore.Limits;
import io.serai.processors.store.Database;
import io.serai.processors.store.Repeating;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps answers in a store at hand and, sealed, in the database as well, where they outlive every node. They are written a moment later by
 * a thread of its own: no call waits for that, and what there is no room for until then is counted and kept at hand alone. The database is
 * asked for what is not at hand, so that an id that nobody knows costs a query, and HTTP 503 while the database is away. What is deleted is
 * deleted there before that is said.
 */
public final class DurableResponseStore implements ResponseStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DurableResponseStore.class);

    /** What dies with a process is no older, unless the database is away. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final Duration UPKEEP = Duration.ofMinutes(1);
    /** That one was used is written when that many parts of its time are over. */
    private static final int USES = 24;

    private static final int MOST_UNWRITTEN = 10_000;
    private static final int BATCH = 100;
    private static final long BATCH_BYTES = 4L * 1024 * 1024;

    private final ResponseStore near;
    private final ResponseTable table;
    private final Limits limits;
    private final InstantSource clock;
    private final UnwrittenResponses unwritten;
    private final Set<ResponseKey> used = ConcurrentHashMap.newKeySet();
    private final AtomicLong lost = new AtomicLong();
    private final Repeating writer = new Repeating("write stored responses", PAUSE, this::turn);
    /** Scopes that have got more since they were last looked at. */
    private final Set<String> grown = new HashSet<>();

    private Instant kept;
    private long toldLost;

    /**
     * A store that writes once it is started.
     *
     * @param near that answers at once
     * @param limits of each scope, in the database as well; a quarter of all bytes may wait for it
     */
    public DurableResponseStore(
            ResponseStore near, Database database, ResponseSealing seal, Limits limits, InstantSource clock) {
        this.near = near;
        this.table = new ResponseTable(database, seal);
        this.limits = limits;
        this.clock = clock;
        this.unwritten = new UnwrittenResponses(MOST_UNWRITTEN, limits.bytes() / 4);
        this.kept = clock.instant();
    }

    /** Begins to write. */
    public void start() {
        writer.start();
    }

    @Override
    public void put(String scope, StoredResponse response) {
        near.put(scope, response);
        if (response.weight() > limits.scopeBytes()
                || !unwritten.add(new ResponseKey(scope, response.id()), response)) {
            lost.incrementAndGet();
        }
    }

    @Override
    public Optional<StoredResponse> find(String scope, String id) {
        ResponseKey key = new ResponseKey(scope, id);
        Optional<StoredResponse> found = near.find(scope, id).or(() -> recalled(key));
        if (found.isPresent() && used.size() < MOST_UNWRITTEN) {
            used.add(key);
        }
        return found;
    }

    private Optional<StoredResponse> recalled(ResponseKey key) {
        Optional<StoredResponse> waiting = unwritten.find(key);
        if (waiting.isPresent()) {
            return waiting.filter(response -> !table.isDeleted(key));
        }
        Optional<StoredResponse> found = table.find(key);
        found.ifPresent(response -> near.put(key.scope(), response));
        if (found.isPresent() && table.isDeleted(key)) {
            // Meanwhile, by somebody who may have passed by before it was at hand again.
            near.delete(key.scope(), key.id());
            return Optional.empty();
        }
        return found;
    }

    @Override
    public boolean delete(String scope, String id) {
        ResponseKey key = new ResponseKey(scope, id);
        boolean known = near.find(scope, id).isPresent() || unwritten.find(key).isPresent();
        if (known) {
            table.deleteKnown(key, clock.instant());
        } else if (!table.delete(key, clock.instant())) {
            return false;
        }
        unwritten.remove(Set.of(key));
        used.remove(key);
        near.delete(scope, id);
        return true;
    }

    /** Answers that are not in the database and never will be, since the start. */
    public long lost() {
        return lost.get();
    }

    /** Writes what waits, and what there is to do besides. By the writer, and once more at the end. */
    synchronized void turn() {
        tellLost();
        for (List<Map.Entry<ResponseKey, StoredResponse>> batch = unwritten.first(BATCH, BATCH_BYTES);
                !batch.isEmpty();
                batch = unwritten.first(BATCH, BATCH_BYTES)) {
            write(batch);
        }
        Instant now = clock.instant();
        if (Duration.between(kept, now).compareTo(UPKEEP) >= 0) {
            keepWithin(now);
            kept = now;
        }
    }

    private void write(List<Map.Entry<ResponseKey, StoredResponse>> batch) {
        List<ResponseKey> keys = batch.stream().map(Map.Entry::getKey).toList();
        try {
            table.write(batch, clock.instant());
            keys.forEach(key -> grown.add(key.scope()));
        } catch (RuntimeException e) {
            if (e instanceof GatewayException away && away.kind() == ErrorKind.GATEWAY_OVERLOADED) {
                throw away;
            }
            LOG.warn("Could not write stored responses: {}", e.getMessage());
            lost.addAndGet(keys.size());
        }
        unwritten.remove(keys);
    }

    private void keepWithin(Instant now) {
        Set<ResponseKey> seen = Set.copyOf(used);
        if (!seen.isEmpty()) {
            table.used(seen, now, now.minus(limits.unused().dividedBy(USES)));
            used.removeAll(seen);
        }
        table.forget(now.minus(limits.unused()));
        for (String scope : Set.copyOf(grown)) {
            table.shorten(scope, limits.count(), limits.scopeBytes());
            grown.remove(scope);
        }
    }

    private void tellLost() {
        long now = lost.get();
        if (now > toldLost) {
            LOG.warn(
                    "{} responses are not in the database: too large, or more than could wait for it; a restart forgets them",
                    now - toldLost);
            toldLost = now;
        }
    }

    /** Writes what still waits, if that can be done, and ends. */
    @Override
    public void close() {
        writer.close();
        try {
            turn();
        } catch (RuntimeException e) {
            LOG.warn("Could not write {} stored responses: {}", unwritten.size(), e.getMessage());
        }
    }
}
