package io.serai.processors.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.FlightBoard;
import io.serai.processors.cache.InFlight;
import io.serai.processors.cluster.FlightClaim.Claim;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call for a key among all nodes. A claim says which node makes it; the others ask that node, which tells them the answer as it comes.
 * A claim whose node is gone, or knows of no such call, is void. Out of reach of the others each node makes its own. Thread-safe.
 */
public final class ClusterFlightBoard implements FlightBoard {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterFlightBoard.class);

    private static final String IN_CONTEXT = ClusterFlightBoard.class.getName();

    /** Claims that are void as soon as they are seen are followed so often; then this node makes the call. */
    private static final int TRIES = 4;

    private final HazelcastInstance hazelcast;
    private final IMap<String, byte[]> claims;
    private final CacheStore store;
    private final Reach reach;
    private final FlightPost post;
    private final LedFlights led;
    private final FollowedFlights followed;
    private final AtomicLong numbers = new AtomicLong();
    private final UUID membership;

    /**
     * A board of one node.
     *
     * @param cipher of {@link ContentCipher.Domain#CACHE}
     * @param store that all nodes share: an answer that was kept a moment ago is looked for there once more
     * @param patience how long a call waits for other nodes' word, at each step
     * @param threads runs what tells other nodes of an answer: one task for each such node and call, which waits for most of its time
     */
    public ClusterFlightBoard(
            HazelcastInstance hazelcast, ContentCipher cipher, CacheStore store, Duration patience, Executor threads) {
        this.hazelcast = hazelcast;
        this.claims = hazelcast.getMap(ClusterMaps.FLIGHTS);
        this.store = store;
        this.reach = new Reach(patience, System::nanoTime);
        this.post = new FlightPost(hazelcast);
        FlightSeal seal = new FlightSeal(cipher);
        this.led = new LedFlights(post, seal, threads);
        this.followed = new FollowedFlights(post, seal, patience);
        this.membership = hazelcast.getCluster().addMembershipListener(new Departed());
        hazelcast.getUserContext().put(IN_CONTEXT, this);
    }

    /** The board of a node, where it has one. */
    static @Nullable ClusterFlightBoard of(HazelcastInstance hazelcast) {
        return (ClusterFlightBoard) hazelcast.getUserContext().get(IN_CONTEXT);
    }

    LedFlights led() {
        return led;
    }

    FollowedFlights followed() {
        return followed;
    }

    @Override
    public Optional<InFlight> claim(CacheKey key, LongPredicate wanted) {
        if (reach.isResting()) {
            return Optional.empty();
        }
        try {
            return tryClaim(key, wanted);
        } catch (HazelcastInstanceNotActiveException | FrameException e) {
            LOG.debug("claims of calls can't be read", e);
            return Optional.empty();
        }
    }

    private Optional<InFlight> tryClaim(CacheKey key, LongPredicate wanted) {
        UUID self = post.self();
        byte[] mine = new Claim(self, numbers.incrementAndGet(), false).bytes();
        byte[] over = null;
        for (int i = 0; i < TRIES; i++) {
            led.lead(key, mine);
            FlightClaim step = FlightClaim.claim(mine, over);
            byte[] there = reach.ask(() -> claims.submitToKey(key.name(), step));
            if (there == null || there.length == 0) {
                return Optional.empty();
            }
            led.over(key);
            Optional<InFlight> other = answerOf(key, Claim.read(there), self, wanted);
            if (other.isPresent()) {
                return other;
            }
            over = there;
        }
        led.lead(key, mine);
        return Optional.empty();
    }

    /** What another's claim leads to; empty where it is void. */
    private Optional<InFlight> answerOf(CacheKey key, Claim claim, UUID self, LongPredicate wanted) {
        if (claim.landed()) {
            CachedAnswer kept = store.find(key);
            return kept == null || !wanted.test(kept.storedAt()) ? Optional.empty() : Optional.of(new KeptFlight(kept));
        }
        // A claim of this node's own is one that could not be released: it makes no other call of the same key.
        return claim.node().equals(self) || !post.isThere(claim.node())
                ? Optional.empty()
                : followed.follow(key, claim.node());
    }

    @Override
    public void landed(CacheKey key) {
        byte[] mine = led.over(key);
        if (mine.length == 0) {
            return;
        }
        try {
            // After the answer, if that is kept: both go to the same node, which takes them one after the other.
            var unused = claims.submitToKey(key.name(), FlightClaim.land(mine));
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            LOG.debug("a claim can't be released", e);
        }
    }

    @Override
    public void offer(Function<CacheKey, Optional<InFlight>> flights) {
        led.offer(flights);
    }

    @Override
    public void close() {
        led.close();
        followed.close();
        if (hazelcast.getLifecycleService().isRunning()) {
            hazelcast.getUserContext().remove(IN_CONTEXT, this);
            hazelcast.getCluster().removeMembershipListener(membership);
        }
    }

    private final class Departed implements MembershipListener {

        @Override
        public void memberAdded(MembershipEvent event) {}

        @Override
        public void memberRemoved(MembershipEvent event) {
            UUID node = event.getMember().getUuid();
            followed.left(node);
            led.left(node);
        }
    }
}
