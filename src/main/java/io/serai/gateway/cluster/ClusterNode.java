package io.serai.gateway.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.serai.api.standing.StandingClock;
import io.serai.api.standing.Standings;
import io.serai.gateway.http.AnswerStore;
import io.serai.processors.cache.AnswerNotes;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.cache.FlightBoard;
import io.serai.processors.cluster.ClusterEvents;
import io.serai.processors.cluster.ClusterResponseStore;
import io.serai.processors.cluster.ClusterStandings;
import io.serai.processors.cluster.ClusterState;
import io.serai.processors.cluster.ContentCipher;
import io.serai.processors.cluster.ContentCipher.Domain;
import io.serai.processors.cluster.HazelcastPool;
import io.serai.processors.cluster.ResponseSeal;
import io.serai.processors.cluster.TopicEvents;
import io.serai.processors.limits.SharePool;
import io.serai.processors.responses.ResponseStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** A node among others, by Hazelcast within this process. */
final class ClusterNode implements Cluster {

    private final HazelcastInstance hazelcast;
    private final int minimum;
    private final HazelcastPool pool;
    private final ClusterStandings standings;
    private final ClusterEvents events;
    private final ClusterAnswerStore answers;
    private final ResponseStore responses;
    private final SharedCache cache;

    ClusterNode(ClusterSettings settings, Keeping keeping, String version, Clock clock, Secrets secrets) {
        hazelcast = Hazelcast.newHazelcastInstance(
                HazelcastConfig.of(settings, version, SharedCache.mapBytes(keeping.cacheBytes())));
        minimum = settings.minimum();
        pool = new HazelcastPool(hazelcast, settings.pool(), clock);
        standings = new ClusterStandings(hazelcast, StandingClock::nanos);
        events = new TopicEvents(hazelcast);
        answers = new ClusterAnswerStore(hazelcast, cipher(Domain.ANSWERS, secrets), keeping.answers());
        responses = new ClusterResponseStore(
                hazelcast,
                new ResponseSeal(cipher(Domain.RESPONSES, secrets)),
                keeping.responses().unused(),
                Math.min(keeping.responses().scopeBytes(), settings.memory() / 8));
        cache = new SharedCache(
                hazelcast, cipher(Domain.CACHE, secrets), keeping.cacheBytes(), keeping.cachePatience(), clock);
    }

    private static ContentCipher cipher(Domain domain, Secrets secrets) {
        return new ContentCipher(domain, secrets.current(), secrets.former(), new SecureRandom());
    }

    @Override
    public SharePool pool() {
        return pool;
    }

    @Override
    public Standings standings() {
        return standings;
    }

    @Override
    public ClusterEvents events() {
        return events;
    }

    @Override
    public AnswerStore answers() {
        return answers;
    }

    @Override
    public ResponseStore responses() {
        return responses;
    }

    @Override
    public CacheStore cacheStore() {
        return cache.store();
    }

    @Override
    public AnswerNotes answerNotes() {
        return cache.notes();
    }

    @Override
    public FlightBoard flightBoard() {
        return cache.board();
    }

    @Override
    public ClusterState state() {
        boolean running = hazelcast.getLifecycleService().isRunning();
        return new ClusterState(running ? seen().size() : 1, minimum, running);
    }

    @Override
    public List<ClusterMember> members() {
        return seen().stream()
                .map(member -> new ClusterMember(
                        member.getUuid().toString(),
                        member.getAddress().getHost() + ":"
                                + member.getAddress().getPort(),
                        version(member),
                        member.localMember()))
                .toList();
    }

    private List<Member> seen() {
        try {
            return List.copyOf(hazelcast.getCluster().getMembers());
        } catch (HazelcastInstanceNotActiveException e) {
            return List.of();
        }
    }

    private static String version(Member member) {
        String version = member.getAttribute(HazelcastConfig.VERSION);
        return version == null ? "" : version;
    }

    @Override
    public void close() {
        pool.close();
        standings.close();
        answers.close();
        cache.close();
        // Gracefully: its entries move to others first.
        hazelcast.shutdown();
    }
}
