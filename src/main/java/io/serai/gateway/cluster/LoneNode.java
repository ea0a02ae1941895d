package io.serai.gateway.cluster;

import io.serai.api.standing.Standings;
import io.serai.gateway.http.AnswerStore;
import io.serai.gateway.http.InMemoryAnswerStore;
import io.serai.processors.cache.AnswerNotes;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.cache.FlightBoard;
import io.serai.processors.cache.store.LocalCacheStore;
import io.serai.processors.cache.store.LocalNotes;
import io.serai.processors.cluster.ClusterEvents;
import io.serai.processors.cluster.ClusterState;
import io.serai.processors.cluster.LocalEvents;
import io.serai.processors.limits.LocalPool;
import io.serai.processors.limits.SharePool;
import io.serai.processors.responses.InMemoryResponseStore;
import io.serai.processors.responses.ResponseStore;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** A node without others: all in its own memory, no Hazelcast, no socket. */
final class LoneNode implements Cluster {

    private final SharePool pool;
    private final Standings standings = Standings.ofThisNode();
    private final ClusterEvents events = new LocalEvents();
    private final AnswerStore answers;
    private final ResponseStore responses;
    private final LocalCacheStore cache;
    private final AnswerNotes notes;
    private final ClusterMember self;

    LoneNode(Keeping keeping, String version, Clock clock) {
        pool = new LocalPool(clock);
        answers = new InMemoryAnswerStore(keeping.answers(), clock);
        responses = new InMemoryResponseStore(keeping.responses(), clock);
        cache = new LocalCacheStore(keeping.cacheBytes(), clock);
        notes = new LocalNotes(cache);
        self = new ClusterMember(UUID.randomUUID().toString(), "", version, true);
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
        return cache;
    }

    @Override
    public AnswerNotes answerNotes() {
        return notes;
    }

    @Override
    public FlightBoard flightBoard() {
        return FlightBoard.ALONE;
    }

    @Override
    public ClusterState state() {
        return ClusterState.ALONE;
    }

    @Override
    public List<ClusterMember> members() {
        return List.of(self);
    }

    @Override
    public void close() {}
}
