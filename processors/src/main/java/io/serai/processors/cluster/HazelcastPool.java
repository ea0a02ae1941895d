package io.serai.processors.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import io.serai.api.error.GatewayException;
import io.serai.processors.cluster.PoolRequest.Kind;
import io.serai.processors.limits.Counter;
import io.serai.processors.limits.SharePool;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of nodes that form a Hazelcast cluster. Each limit is an entry of a map, changed where it lies, one change after the other, and
 * copied to a second node before the answer; see {@link LimitState}. With all that it asks a node tells what it has used. One that is gone
 * keeps its share for a lease; then what it had not told to be used is there for others.
 */
public final class HazelcastPool implements SharePool, AutoCloseable {

    /** The ledger is asked only where no node knows the counter. */
    private static final long ASKED_NOBODY = -1;

    private static final long CLEAN_EVERY_MILLIS = 10_000;
    private static final int LOOKS_AT_ONCE = 64;

    private static final Logger LOG = LoggerFactory.getLogger(HazelcastPool.class);

    private static final String IN_CONTEXT = HazelcastPool.class.getName();

    private final HazelcastInstance hazelcast;
    private final PoolSettings settings;
    private final InstantSource clock;
    private final IMap<String, byte[]> limits;
    private final RecallRounds recalls;
    private final Majority majority;
    private final DeadShares dead;
    private final PoolUpkeep upkeep;
    private final AtomicLong turns = new AtomicLong();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<CounterKey, OpenCounter> counters = new ConcurrentHashMap<>();
    /** Who has many subjects knows some of them a little less well. */
    private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE);

    private long cleanedAt;
    private volatile NodeId self;
    private volatile @Nullable ToLongBiFunction<Counter, Long> idle;

    /** By what a counter is known. */
    private record CounterKey(String limit, long from) {}

    /** @param clock by which windows are over */
    public HazelcastPool(HazelcastInstance hazelcast, PoolSettings settings, InstantSource clock) {
        this.hazelcast = hazelcast;
        this.settings = settings;
        this.clock = clock;
        this.limits = hazelcast.getMap(ClusterMaps.LIMITS);
        this.self = NodeId.of(hazelcast.getCluster().getLocalMember());
        this.recalls = new RecallRounds(hazelcast, settings.patience());
        this.majority = new Majority(hazelcast, recalls, System::nanoTime);
        this.dead = new DeadShares(hazelcast, this, settings);
        this.upkeep = new PoolUpkeep(this, settings.lease());
        hazelcast.getUserContext().put(IN_CONTEXT, this);
    }

    /** The pool of a node, where it has one. */
    static @Nullable HazelcastPool of(HazelcastInstance hazelcast) {
        return (HazelcastPool) hazelcast.getUserContext().get(IN_CONTEXT);
    }

    @Override
    public void open(Counter counter, LongSupplier used) {
        OpenCounter open = opened(counter);
        open.use(used);
        open(open);
    }

    private PoolReply open(OpenCounter open) {
        PoolReply reply = await(lane(open).ask(request(open, Kind.OPEN, ASKED_NOBODY, 0)));
        if (!reply.known()) {
            reply = await(lane(open).ask(request(open, Kind.OPEN, open.used(), 0)));
        }
        note(open, reply);
        return reply;
    }

    @Override
    public long take(Counter counter, long least, long most) {
        majority.heed();
        OpenCounter open = opened(counter);
        PoolReply reply = step(open, Kind.TAKE, least, most);
        boolean told = reply.granted() > 0 || most > least || least <= 0;
        return confirmed(counter, told ? reply.granted() : takeBack(open, least, reply));
    }

    /** Of what it got while the others went away nobody but this node may know: their half may give the same to others. */
    private long confirmed(Counter counter, long granted) {
        if (granted > 0) {
            try {
                majority.confirm();
            } catch (GatewayException cutOff) {
                giveBack(counter, granted);
                throw cutOff;
            }
        }
        return granted;
    }

    /** Calls back what others hold, until there is enough or a whole round brings nothing. */
    private long takeBack(OpenCounter open, long least, PoolReply refused) {
        long until = System.nanoTime() + settings.patience().toNanos();
        PoolReply last = refused;
        while (System.nanoTime() < until) {
            List<NodeId> holders = last.holders();
            long given = open.rounds.join(least, needed -> recalls.recall(open.counter(), needed, holders));
            PoolReply next = step(open, Kind.TAKE, least, least);
            if (next.granted() > 0) {
                return next.granted();
            }
            // Where somebody has stocked up in between, it may have done so behind the recall's back.
            boolean conclusive = given == 0 && next.surplus() == last.surplus();
            if (conclusive && !dead.settle(open, next.holders())) {
                return 0;
            }
            last = next;
        }
        return 0;
    }

    @Override
    public void overdraw(Counter counter, long amount) {
        tell(counter, Kind.OVERDRAW, amount);
    }

    @Override
    public void giveBack(Counter counter, long amount) {
        tell(counter, Kind.GIVE_BACK, amount);
    }

    private void tell(Counter counter, Kind kind, long amount) {
        if (amount <= 0) {
            return;
        }
        try {
            step(opened(counter), kind, amount, 0);
        } catch (GatewayException e) {
            // The lane tells it once it can.
        }
    }

    @Override
    public LongConsumer spending(Counter counter) {
        return opened(counter).spent::add;
    }

    @Override
    public long taken(Counter counter) {
        OpenCounter open = opened(counter);
        if (open.isStale(System.nanoTime(), settings.fresh().toNanos()) && looks.tryAcquire()) {
            var unused = lane(open).ask(request(open, Kind.LOOK, 0, 0)).whenComplete((reply, failure) -> {
                looks.release();
                if (failure == null) {
                    note(open, reply);
                }
            });
        }
        return open.taken();
    }

    /** What is taken now: asks, and waits for the answer. */
    long look(Counter counter) {
        return step(opened(counter), Kind.LOOK, 0, 0).taken();
    }

    @Override
    public void onRecall(ToLongBiFunction<Counter, Long> function) {
        idle = function;
    }

    /** Gives idle shares of this node back to the pool, as much as is asked for; says how much. */
    long giveUp(Counter counter, long amount) {
        ToLongBiFunction<Counter, Long> function = idle;
        if (function == null || amount <= 0) {
            return 0;
        }
        OpenCounter open = opened(counter);
        open.recalling.lock();
        try {
            long given = function.applyAsLong(counter, amount);
            giveBack(counter, given);
            return given;
        } finally {
            open.recalling.unlock();
        }
    }

    /** What is asked again, cleaned up and collected from time to time. */
    void keepUp() {
        lanes.values().stream().filter(Lane::isStuck).forEach(Lane::retry);
        long now = clock.millis();
        if (now - cleanedAt > CLEAN_EVERY_MILLIS) {
            cleanedAt = now;
            counters.values().removeIf(open -> open.isOver(now));
            Set<String> used = counters.keySet().stream().map(CounterKey::limit).collect(Collectors.toSet());
            lanes.values().forEach(lane -> lane.forget(now));
            lanes.entrySet()
                    .removeIf(lane ->
                            !used.contains(lane.getKey()) && lane.getValue().isIdle());
        }
        if (dead.anyOver()) {
            // Of windows that are over nobody takes any more; parts of a rolling one are settled with its last.
            counters.values().stream()
                    .filter(open -> open.counter().until() > now)
                    .forEach(dead::collect);
        }
    }

    /** Gives back all that this node does not need, for it leaves, and tells what it has used. */
    @Override
    public void close() {
        upkeep.rest();
        if (hazelcast.getLifecycleService().isRunning()) {
            counters.values().forEach(open -> giveUp(open.counter(), Long.MAX_VALUE));
            tellAll();
            hazelcast.getUserContext().remove(IN_CONTEXT, this);
            dead.close();
        }
        upkeep.close();
    }

    private void tellAll() {
        CompletableFuture<?>[] words = counters.values().stream()
                .filter(OpenCounter::isUntold)
                .map(open -> lane(open).ask(request(open, Kind.LOOK, 0, 0)))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(words).get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("what was used last could not be told: it counts once more for as much as was held", e);
        }
    }

    private PoolReply step(OpenCounter open, Kind kind, long amount, long most) {
        return send(open, request(open, kind, amount, most));
    }

    PoolRequest request(OpenCounter open, Kind kind, long amount, long most) {
        return PoolRequest.of(kind, open.counter(), amount, most, random());
    }

    PoolRequest settling(OpenCounter open, List<NodeId> gone) {
        return PoolRequest.settle(open.counter(), random(), gone);
    }

    /** Asks, and waits for the answer; opens the counter again where the cluster has forgotten it. */
    PoolReply send(OpenCounter open, PoolRequest request) {
        PoolReply reply = await(lane(open).ask(request));
        if (!reply.known()) {
            open(open);
            reply = await(lane(open).ask(request));
        }
        return note(open, reply);
    }

    private PoolReply note(OpenCounter open, PoolReply reply) {
        if (reply.known() && open.saw(reply, System.nanoTime())) {
            // Not here: the function may wait for the very call that this thread makes.
            upkeep.soon(() -> forget(open));
        }
        return reply;
    }

    /** The cluster counts this window anew, by the ledger, and knows nothing of what this node has in stock. */
    private void forget(OpenCounter open) {
        ToLongBiFunction<Counter, Long> function = idle;
        if (function != null) {
            long lost = function.applyAsLong(open.counter(), Long.MAX_VALUE);
            LOG.debug(
                    "{} of limit {} are void, as the cluster has lost what it knew",
                    lost,
                    open.counter().limit());
        }
    }

    private PoolReply await(CompletableFuture<PoolReply> asked) {
        try {
            return asked.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            GatewayException late = Lane.outOfReach(e);
            if (asked.completeExceptionally(late)) {
                throw late;
            }
            return asked.join();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GatewayException known ? known : Lane.outOfReach(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            GatewayException stopped = Lane.outOfReach(e);
            asked.completeExceptionally(stopped);
            throw stopped;
        }
    }

    private Lane lane(OpenCounter open) {
        Lane lane = lanes.computeIfAbsent(
                open.counter().limit(),
                limit ->
                        new Lane(limit, limits, this::self, turns::incrementAndGet, clock::millis, upkeep.callbacks()));
        return lane.telling(open);
    }

    /** It changes when a cluster that was split becomes one again. */
    private NodeId self() {
        try {
            self = NodeId.of(hazelcast.getCluster().getLocalMember());
        } catch (HazelcastInstanceNotActiveException e) {
            // It has stopped; what is asked now fails by itself.
        }
        return self;
    }

    private OpenCounter opened(Counter counter) {
        OpenCounter open = counters.computeIfAbsent(key(counter), key -> new OpenCounter(counter, () -> 0));
        open.capacity(counter);
        open.touch(clock.millis());
        return open;
    }

    private static CounterKey key(Counter counter) {
        return new CounterKey(counter.limit(), counter.from());
    }

    /** Never 0, which stands for nothing seen yet. */
    private static long random() {
        return ThreadLocalRandom.current().nextLong() | 1;
    }
}
