package io.serai.processors.cluster;

import com.hazelcast.map.IMap;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.processors.cluster.PoolRequest.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that this node asks of one limit, one turn after the other: what comes while a turn is under way goes with the next. A turn of which
 * nobody knows whether it was done is asked again until that is known, with its old number. Thread-safe.
 */
final class Lane {

    /** What one turn takes with it at most: its operation blocks a thread of the partition. */
    private static final int TURN_SIZE = 128;

    private record Pending(PoolRequest request, CompletableFuture<PoolReply> reply) {}

    private record Turn(PoolStep step, List<Pending> pending) {}

    private final String limit;
    private final IMap<String, byte[]> limits;
    private final Supplier<NodeId> self;
    private final LongSupplier turns;
    private final LongSupplier clock;
    private final Executor callbacks;
    private final Queue<Pending> waiting = new ArrayDeque<>();
    private final Set<OpenCounter> windows = ConcurrentHashMap.newKeySet();
    private @Nullable Turn running;
    private boolean stuck;

    /**
     * @param turns higher each time
     * @param clock milliseconds since the epoch
     * @param callbacks runs what follows an answer; none of Hazelcast's threads may, as it asks again
     */
    Lane(
            String limit,
            IMap<String, byte[]> limits,
            Supplier<NodeId> self,
            LongSupplier turns,
            LongSupplier clock,
            Executor callbacks) {
        this.limit = limit;
        this.limits = limits;
        this.self = self;
        this.turns = turns;
        this.clock = clock;
        this.callbacks = callbacks;
    }

    /**
     * Asks, and returns at once. What gives back or overdraws is done in any case, if later; all else fails with a {@link GatewayException}
     * while the limit is out of reach. Who does not want an answer any more completes it: what it would have got goes back.
     */
    CompletableFuture<PoolReply> ask(PoolRequest request) {
        CompletableFuture<PoolReply> reply = new CompletableFuture<>();
        Turn turn;
        synchronized (this) {
            if (stuck && !mustBeDone(request)) {
                reply.completeExceptionally(outOfReach(null));
                return reply;
            }
            waiting.add(new Pending(request, reply));
            turn = nextTurn();
        }
        run(turn);
        return reply;
    }

    /** Each turn tells what this node has used of the windows that are asked for, and of others where it has not been told yet. */
    Lane telling(OpenCounter window) {
        windows.add(window);
        return this;
    }

    /**
     * Tells nothing more of windows that are over.
     *
     * @param now milliseconds since the epoch
     */
    void forget(long now) {
        windows.removeIf(window -> window.isOver(now));
    }

    /** Whether nothing is under way. */
    synchronized boolean isIdle() {
        return running == null && waiting.isEmpty();
    }

    synchronized boolean isStuck() {
        return stuck;
    }

    /** Asks again what is not known to be done. */
    void retry() {
        Turn turn;
        synchronized (this) {
            if (!stuck) {
                return;
            }
            stuck = false;
            turn = running;
        }
        run(turn);
    }

    private @Nullable Turn nextTurn() {
        if (running != null || waiting.isEmpty()) {
            return null;
        }
        List<Pending> pending = new ArrayList<>();
        List<PoolRequest> requests = new ArrayList<>();
        while (pending.size() < TURN_SIZE && !waiting.isEmpty()) {
            Pending next = waiting.remove();
            pending.add(next);
            requests.add(next.request);
        }
        NodeId node = self.get();
        running = new Turn(
                PoolStep.of(node, turns.getAsLong(), clock.getAsLong(), requests, spent(node, requests)), pending);
        return running;
    }

    private List<Spent> spent(NodeId node, List<PoolRequest> requests) {
        List<Spent> spent = new ArrayList<>();
        for (OpenCounter window : windows) {
            long from = window.counter().from();
            if (window.isUntold() || requests.stream().anyMatch(request -> request.from() == from)) {
                window.spent(node).ifPresent(spent::add);
            }
        }
        return spent;
    }

    private void run(@Nullable Turn turn) {
        if (turn == null) {
            return;
        }
        try {
            limits.submitToKey(limit, turn.step)
                    .whenCompleteAsync(
                            (answer, failure) -> {
                                if (failure == null) {
                                    ended(turn, answer);
                                } else {
                                    failed(turn, failure);
                                }
                            },
                            callbacks);
        } catch (RuntimeException e) {
            failed(turn, e);
        }
    }

    private void ended(Turn turn, byte[] answer) {
        List<PoolReply> replies;
        try {
            replies = PoolStep.replies(answer);
        } catch (FrameException e) {
            failed(turn, e);
            return;
        }
        Turn next;
        synchronized (this) {
            for (int i = 0; i < turn.pending.size(); i++) {
                Pending each = turn.pending.get(i);
                PoolReply reply = i < replies.size() ? replies.get(i) : PoolReply.UNKNOWN;
                boolean wanted = each.reply.complete(reply);
                if (!wanted && reply.granted() > 0 && each.request.kind() == Kind.TAKE) {
                    waiting.add(new Pending(each.request.giveBack(reply.granted()), new CompletableFuture<>()));
                }
            }
            running = null;
            next = nextTurn();
        }
        run(next);
    }

    private void failed(Turn turn, Throwable failure) {
        GatewayException told = outOfReach(failure);
        List<Pending> refused = new ArrayList<>(turn.pending);
        Turn next = null;
        synchronized (this) {
            if (isOurs(failure)) {
                running = null;
                next = nextTurn();
            } else {
                stuck = true;
                waiting.stream().filter(each -> !mustBeDone(each.request)).forEach(refused::add);
                waiting.removeIf(each -> !mustBeDone(each.request));
            }
        }
        refused.forEach(each -> each.reply.completeExceptionally(told));
        run(next);
    }

    /** What can't be read by the other side will not be read the second time. */
    private static boolean isOurs(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof FrameException) {
                return true;
            }
        }
        return false;
    }

    private static boolean mustBeDone(PoolRequest request) {
        return request.kind() == Kind.GIVE_BACK || request.kind() == Kind.OVERDRAW;
    }

    static GatewayException outOfReach(@Nullable Throwable cause) {
        return new GatewayException(
                ErrorKind.GATEWAY_OVERLOADED, "The nodes of this gateway that count limits can't be reached.", cause);
    }
}
