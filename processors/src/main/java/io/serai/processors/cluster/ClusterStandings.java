package io.serai.processors.cluster;

import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import io.serai.api.standing.Standing;
import io.serai.api.standing.Standings;
import io.serai.processors.cluster.StandingReport.News;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How targets stand by what all nodes know: who rests, how many calls run, how many tokens are used. Each node asks its own copy, and tells
 * others a few times a second what is new; times it takes to answer stay each node's own, as networks differ. After a rest each node tries a
 * target out with one call.
 */
public final class ClusterStandings implements Standings, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterStandings.class);

    private static final long PAUSE_MILLIS = 200;

    /** So many reports apart the calls that run are told again, for those who missed a report or have just come. */
    private static final int WHOLE_EVERY = 25;

    private final HazelcastInstance hazelcast;
    private final LongSupplier clock;
    private final ITopic<byte[]> topic;
    private final Map<String, SharedStanding> known = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread;
    private int reports;

    /** @param clock by which standings are told and asked, see {@link io.serai.api.standing.StandingClock} */
    public ClusterStandings(HazelcastInstance hazelcast, LongSupplier clock) {
        this.hazelcast = hazelcast;
        this.clock = clock;
        this.topic = hazelcast.getTopic(ClusterMaps.STANDINGS);
        topic.addMessageListener(message -> quietly(() -> hear(message.getMessageObject())));
        hazelcast.getCluster().addMembershipListener(new MembershipAdapter() {
            @Override
            public void memberRemoved(MembershipEvent event) {
                NodeId node = NodeId.of(event.getMember());
                known.values().forEach(each -> each.left(node));
            }
        });
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "serai-standings");
            made.setDaemon(true);
            return made;
        });
        var unused = thread.scheduleWithFixedDelay(
                () -> quietly(this::tell), PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Standing of(String target) {
        return shared(target).standing;
    }

    private SharedStanding shared(String target) {
        return known.computeIfAbsent(target, name -> new SharedStanding());
    }

    private void tell() {
        reports++;
        boolean whole = reports % WHOLE_EVERY == 0;
        long now = clock.getAsLong();
        List<News> news = new ArrayList<>();
        known.forEach((target, each) -> each.news(target, whole, now).ifPresent(news::add));
        if (!news.isEmpty()) {
            topic.publish(new StandingReport(self(), news).bytes());
        }
    }

    private void hear(byte[] bytes) {
        StandingReport report = StandingReport.read(bytes);
        if (report.node().equals(self())) {
            return;
        }
        long now = clock.getAsLong();
        report.news().forEach(news -> shared(news.target()).hear(report.node(), news, now));
    }

    private NodeId self() {
        return NodeId.of(hazelcast.getCluster().getLocalMember());
    }

    /** A scheduled task that fails once is never run again. */
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.debug("other nodes could not be told how targets stand, or tell", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
