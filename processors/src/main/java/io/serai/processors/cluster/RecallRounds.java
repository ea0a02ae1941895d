package io.serai.processors.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.serai.processors.limits.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Calls back from nodes what they hold and do not need. */
final class RecallRounds {

    private static final Counter NO_LIMIT = new Counter("", 0, 0, 0, null);

    private final HazelcastInstance hazelcast;
    private final Duration patience;

    RecallRounds(HazelcastInstance hazelcast, Duration patience) {
        this.hazelcast = hazelcast;
        this.patience = patience;
    }

    /**
     * Asks all holders at once, and waits for them; who does not answer in time has given nothing.
     *
     * @return what has come back to the pool
     */
    long recall(Counter counter, long amount, Collection<NodeId> holders) {
        return answers(new Recall(counter, amount), member -> holders.contains(NodeId.of(member)))
                .sum();
    }

    /** Whether so many other nodes answer at all: calls back nothing, of no limit. */
    boolean isAnsweredBy(int others) {
        return answers(new Recall(NO_LIMIT, 0), member -> !member.localMember())
                        .limit(others)
                        .count()
                == others;
    }

    private LongStream answers(Recall recall, Predicate<Member> whose) {
        List<Future<Long>> asked = new ArrayList<>();
        try {
            for (Member member : hazelcast.getCluster().getMembers()) {
                if (whose.test(member)) {
                    asked.add(hazelcast.getExecutorService(ClusterMaps.RECALLS).submitToMember(recall, member));
                }
            }
        } catch (HazelcastException | HazelcastInstanceNotActiveException | RejectedExecutionException e) {
            // Those that were asked may answer all the same.
        }
        long until = System.nanoTime() + patience.toNanos();
        return asked.stream().flatMapToLong(each -> answer(each, until));
    }

    /** Empty where there is none in time. */
    private static LongStream answer(Future<Long> asked, long until) {
        try {
            return LongStream.of(asked.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return LongStream.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return LongStream.empty();
        }
    }
}
