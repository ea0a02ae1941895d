package io.serai.processors.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks other nodes, and waits for no answer longer than it is worth. After one that did not come in time nobody is asked for a moment, so
 * that a cluster that hangs delays a few calls and not each. Thread-safe.
 */
final class Reach {

    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);

    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** A small answer or so many, it is one message to each node. */
    private static final int THINGS_AT_ONCE = 64;

    private final long patience;
    private final LongSupplier nanos;
    private volatile long restUntil;

    /** @param nanos as {@link System#nanoTime()} counts them */
    Reach(Duration patience, LongSupplier nanos) {
        this.patience = patience.toNanos();
        this.nanos = nanos;
        this.restUntil = nanos.getAsLong();
    }

    /** Whether it is of no use to ask now. */
    boolean isResting() {
        return restUntil - nanos.getAsLong() > 0;
    }

    /** The answer; null where there is none, where it is null, or where nobody is asked. */
    <T> @Nullable T ask(Supplier<? extends CompletionStage<T>> question) {
        return ask(question, 1);
    }

    /** As {@link #ask(Supplier)}, about so many things at once, which take their time. */
    <T> @Nullable T ask(Supplier<? extends CompletionStage<T>> question, int things) {
        return isResting()
                ? null
                : await(() -> question.get().toCompletableFuture(), patience * (1 + things / THINGS_AT_ONCE));
    }

    /** As {@link #ask}, in a moment of rest as well. */
    <T> @Nullable T await(Supplier<? extends Future<T>> question) {
        return await(question, patience);
    }

    private <T> @Nullable T await(Supplier<? extends Future<T>> question, long limit) {
        try {
            return question.get().get(limit, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            restUntil = nanos.getAsLong() + REST_NANOS;
            LOG.debug("other nodes did not answer in time");
        } catch (ExecutionException
                | HazelcastException
                | HazelcastInstanceNotActiveException
                | RejectedExecutionException e) {
            LOG.debug("other nodes are out of reach", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }
}
