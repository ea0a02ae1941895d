package io.serai.gateway.cluster;

import com.hazelcast.core.HazelcastException;
import io.serai.api.standing.Standings;
import io.serai.gateway.http.AnswerStore;
import io.serai.gateway.http.InMemoryAnswerStore;
import io.serai.gateway.settings.StartException;
import io.serai.processors.cache.AnswerNotes;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.cache.FlightBoard;
import io.serai.processors.cluster.ClusterEvents;
import io.serai.processors.cluster.ClusterState;
import io.serai.processors.limits.SharePool;
import io.serai.processors.responses.InMemoryResponseStore;
import io.serai.processors.responses.ResponseStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.SecretKey;

/** What the nodes of a gateway have in common, be it one node or several. */
public interface Cluster extends AutoCloseable {

    /** Shares of limits. */
    SharePool pool();

    /** How targets stand. */
    Standings standings();

    /** What has changed. */
    ClusterEvents events();

    /** Answers to requests that may be repeated. */
    AnswerStore answers();

    /** Stored responses. */
    ResponseStore responses();

    /** Answers that are given again to equal calls. */
    CacheStore cacheStore();

    /** Notes on these. */
    AnswerNotes answerNotes();

    /** Which node makes a call that several want. */
    FlightBoard flightBoard();

    /** For the readiness probe. */
    ClusterState state();

    /** All nodes that this one sees, itself included. */
    List<ClusterMember> members();

    /** Takes leave of the others: they get what this node holds and does not need. To be called once it has drained. */
    @Override
    void close();

    /**
     * A node as others see it.
     *
     * @param id another one after each start
     * @param address that the other nodes reach it on; empty for one that stands alone
     * @param version of its release
     */
    record ClusterMember(String id, String address, String version, boolean local) {}

    /**
     * How much is kept.
     *
     * @param answers for those who repeat a request
     * @param responses for those who go on from one
     * @param cacheBytes of memory, on each node, for answers that are given again to equal calls
     * @param cachePatience how long a call waits for such an answer that other nodes have
     */
    record Keeping(
            InMemoryAnswerStore.Limits answers,
            InMemoryResponseStore.Limits responses,
            long cacheBytes,
            Duration cachePatience) {}

    /**
     * The secrets that encrypt what callers said before it goes to other nodes.
     *
     * @param current 32 bytes, the same on all nodes, derived for this purpose alone
     * @param former that were in use before
     */
    record Secrets(SecretKey current, List<SecretKey> former) {
        public Secrets {
            former = List.copyOf(former);
        }
    }

    /**
     * Joins the others; alone, nothing is started and nobody listens.
     *
     * @param version of this release
     * @param secrets asked only where there are others
     * @throws StartException where the node can't listen or may not join
     */
    static Cluster join(
            ClusterSettings settings, Keeping keeping, String version, Clock clock, Supplier<Secrets> secrets) {
        if (settings.join() instanceof Join.None) {
            return new LoneNode(keeping, version, clock);
        }
        try {
            return new ClusterNode(settings, keeping, version, clock, secrets.get());
        } catch (HazelcastException | IllegalStateException e) {
            throw new StartException(
                    "serai.cluster: can't join on " + settings.host() + ":" + settings.port() + ": " + e.getMessage());
        }
    }
}
