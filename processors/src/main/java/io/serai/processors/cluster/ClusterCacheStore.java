package io.serai.processors.cluster;

import com.hazelcast.core.EntryView;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.LocalMapStats;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.Purge;
import io.serai.processors.cache.store.AnswerCodec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps answers where all nodes find them, each on two of them, encrypted; and those that this node uses at hand, decoded. While other nodes
 * are out of reach nothing is found but what is at hand, and nothing is kept for the others.
 */
public final class ClusterCacheStore implements CacheStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterCacheStore.class);

    private static final String IN_CONTEXT = ClusterCacheStore.class.getName();

    /** Answers on their way to where they are kept. More would fill the memory of a node whose cluster hangs. */
    private static final int MOST_ON_THE_WAY = 256;

    private static final int ENTRIES = 1;
    private static final int BYTES = 2;

    private final HazelcastInstance hazelcast;
    private final IMap<String, byte[]> answers;
    private final AnswerSeal seal;
    private final NearAnswers near;
    private final Reach reach;
    private final InstantSource clock;
    private final CacheNodes nodes;
    private final UUID changes;
    private final AtomicLong purges = new AtomicLong();
    private final Semaphore onTheWay = new Semaphore(MOST_ON_THE_WAY);
    /** What is being read: a node that has just joined, or lost an answer at hand, reads it once for all who want it. */
    private final Map<CacheKey, CompletableFuture<Optional<CachedAnswer>>> reads = new ConcurrentHashMap<>();

    /**
     * A store of one node.
     *
     * @param cipher of {@link ContentCipher.Domain#CACHE}
     * @param nearBytes of memory for the answers at hand
     * @param patience how long a call waits for other nodes
     * @param clock of the times at which answers expire; the nodes' clocks are to agree
     */
    public ClusterCacheStore(
            HazelcastInstance hazelcast, ContentCipher cipher, long nearBytes, Duration patience, InstantSource clock) {
        this(hazelcast, cipher, nearBytes, patience, clock, new AnswerCodec());
    }

    ClusterCacheStore(
            HazelcastInstance hazelcast,
            ContentCipher cipher,
            long nearBytes,
            Duration patience,
            InstantSource clock,
            AnswerCodec codec) {
        this.hazelcast = hazelcast;
        this.answers = hazelcast.getMap(ClusterMaps.CACHE);
        this.seal = new AnswerSeal(cipher, codec);
        this.near = new NearAnswers(nearBytes, clock);
        this.reach = new Reach(patience, System::nanoTime);
        this.clock = clock;
        this.nodes = new CacheNodes(hazelcast);
        this.changes = answers.addEntryListener(new NearChanges(near), false);
        hazelcast.getUserContext().put(IN_CONTEXT, this);
    }

    /** The store of a node, where it has one. */
    static @Nullable ClusterCacheStore of(HazelcastInstance hazelcast) {
        return (ClusterCacheStore) hazelcast.getUserContext().get(IN_CONTEXT);
    }

    @Override
    public @Nullable CachedAnswer find(CacheKey key) {
        CachedAnswer found = near.find(key);
        return found == null && !reach.isResting() ? read(key) : found;
    }

    private @Nullable CachedAnswer read(CacheKey key) {
        CompletableFuture<Optional<CachedAnswer>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<CachedAnswer>> first = reads.putIfAbsent(key, mine);
        if (first != null) {
            Optional<CachedAnswer> found = reach.ask(() -> first);
            return found == null ? null : found.orElse(null);
        }
        CachedAnswer found = null;
        try {
            found = readAlone(key);
            return found;
        } finally {
            reads.remove(key, mine);
            mine.complete(Optional.ofNullable(found));
        }
    }

    private @Nullable CachedAnswer readAlone(CacheKey key) {
        // Somebody may have read it since this thread looked.
        CachedAnswer known = near.find(key);
        if (known != null) {
            return known;
        }
        long mark = near.mark(key);
        byte[] value = reach.ask(() -> answers.getAsync(key.name()));
        return value == null ? null : take(key, value, mark);
    }

    private @Nullable CachedAnswer take(CacheKey key, byte[] value, long mark) {
        AnswerSeal.Opened opened = seal.open(key, value).orElse(null);
        if (opened == null || opened.expiresAt() <= clock.millis()) {
            return null;
        }
        near.put(key, opened.answer(), opened.expiresAt(), mark);
        return opened.answer();
    }

    /** One message to each node that has some of them. */
    @Override
    public Map<CacheKey, CachedAnswer> findAll(Collection<CacheKey> keys) {
        Map<CacheKey, CachedAnswer> found = new HashMap<>();
        Map<String, CacheKey> missing = new HashMap<>();
        Map<CacheKey, Long> marks = new HashMap<>();
        for (CacheKey key : keys) {
            CachedAnswer known = near.find(key);
            if (known == null) {
                missing.put(key.name(), key);
                marks.put(key, near.mark(key));
            } else {
                found.put(key, known);
            }
        }
        if (missing.isEmpty()) {
            return found;
        }
        Set<String> names = new HashSet<>(missing.keySet());
        Map<String, byte @Nullable []> values =
                reach.ask(() -> answers.submitToKeys(names, new CacheRead()), names.size());
        if (values != null) {
            values.forEach((name, value) -> {
                CacheKey key = missing.get(name);
                CachedAnswer answer =
                        key == null || value == null ? null : take(key, value, marks.getOrDefault(key, 0L));
                if (key != null && answer != null) {
                    found.put(key, answer);
                }
            });
        }
        return found;
    }

    /** Sends the answer on its way, and does not wait: who claims the call of this key afterwards finds it all the same. */
    @Override
    public void put(CacheKey key, CachedAnswer answer, Duration life) {
        long expiresAt = clock.millis() + life.toMillis();
        near.put(key, answer, expiresAt, near.mark(key));
        if (reach.isResting() || !onTheWay.tryAcquire()) {
            return;
        }
        boolean sent = false;
        try {
            var unused = answers.setAsync(
                            key.name(), seal.seal(key, answer, expiresAt), life.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((nothing, failure) -> onTheWay.release());
            sent = true;
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            LOG.debug("an answer can't be kept for other nodes", e);
        } finally {
            if (!sent) {
                onTheWay.release();
            }
        }
    }

    @Override
    public boolean remove(CacheKey key) {
        near.forget(key);
        return Boolean.TRUE.equals(
                reach.await(() -> answers.deleteAsync(key.name()).toCompletableFuture()));
    }

    /**
     * Waits until all nodes have done it.
     *
     * @throws GatewayException where other nodes are out of reach: some answers may be left
     */
    @Override
    public long purge(Purge what) {
        try {
            // Before the first answer goes: what was asked until now is not kept any more; see purges.
            nodes.askAll(CacheTask.forget(what));
            int removed = answers.executeOnEntries(new CachePurge(what)).size();
            // Some have been read again meanwhile.
            nodes.askAll(CacheTask.forget(what));
            return removed;
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            throw outOfReach(e);
        }
    }

    void forget(Purge what) {
        purges.incrementAndGet();
        near.forget(what);
    }

    @Override
    public long purges() {
        return purges.get();
    }

    @Override
    public Optional<Sight> look(CacheKey key) {
        try {
            EntryView<String, byte[]> view = answers.getEntryView(key.name());
            return view == null
                    ? Optional.empty()
                    : AnswerSeal.head(view.getValue()).map(head -> head.sight(key, view.getValue().length));
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            throw outOfReach(e);
        } catch (FrameException e) {
            return Optional.empty();
        }
    }

    @Override
    public Statistics statistics() {
        long entries = 0;
        long bytes = 0;
        int count = 0;
        for (byte[] each : nodes.askAll(CacheTask.count())) {
            FrameReader told = new FrameReader(each);
            entries += told.number(ENTRIES, 0);
            bytes += told.number(BYTES, 0);
            count++;
        }
        return new Statistics(entries, bytes, answers.getLocalMapStats().getEvictionCount(), count);
    }

    /** Of the answers that lie with this node, copies for other nodes left out. */
    byte[] count() {
        LocalMapStats stats = answers.getLocalMapStats();
        return new FrameWriter()
                .put(ENTRIES, stats.getOwnedEntryCount())
                .put(BYTES, stats.getOwnedEntryMemoryCost())
                .bytes();
    }

    private static GatewayException outOfReach(Exception cause) {
        return new GatewayException(
                ErrorKind.GATEWAY_OVERLOADED, "The nodes of this gateway that keep answers can't be reached.", cause);
    }

    @Override
    public void close() {
        if (hazelcast.getLifecycleService().isRunning()) {
            hazelcast.getUserContext().remove(IN_CONTEXT, this);
            answers.removeEntryListener(changes);
        }
    }
}
