package io.serai.processors.queue;

import io.serai.api.call.Cancellation;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.PolicyException;
import io.serai.api.error.SeraiException;
import io.serai.api.queue.QueueListener.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One call on its way through a queue, on its own thread. */
final class QueuedCall {

    private final Line line;
    private final long until;
    private final Cancellation cancellation;
    private long joinedAt;

    /** @param longestWait for all its turns together */
    QueuedCall(Line line, Duration longestWait, Cancellation cancellation) {
        this.line = line;
        this.joinedAt = line.clock().getAsLong();
        this.until = joinedAt + longestWait.toNanos();
        this.cancellation = cancellation;
    }

    /**
     * Waits for its turn.
     *
     * @throws SeraiException where it does not come
     */
    Permit enter() {
        return turn(line.room().join(line.lane()));
    }

    /** Nanoseconds since it joined its line. */
    long waited() {
        return line.clock().getAsLong() - joinedAt;
    }

    /** Whether its turn may come again after so long. */
    boolean mayWait(Duration pause) {
        return pause.toNanos() < until - line.clock().getAsLong();
    }

    /**
     * Gives the permit up, and waits for another turn, before everybody else, once the pause is over.
     *
     * @throws SeraiException where it does not come
     */
    Permit again(Permit permit, Duration pause) {
        if (!permit.cancel()) {
            throw new IllegalStateException("expected a call that runs");
        }
        line.running(-1);
        joinedAt = line.clock().getAsLong();
        return turn(line.room().joinAgain(line.lane(), pause));
    }

    private Permit turn(@Nullable Waiter waiter) {
        Waiter.State state = waiter == null ? null : awaited(waiter);
        if (state == Waiter.State.GRANTED) {
            line.ended(Outcome.SERVED, waited());
            line.running(1);
            return permit();
        }
        line.ended(outcome(state), waited());
        throw refusal(state);
    }

    private Waiter.State awaited(Waiter waiter) {
        if (!waiter.isWaiting()) {
            return waiter.state();
        }
        line.waiting(1);
        try (Cancellation.Registration registration = cancellation.onCancel(() -> waiter.settle(Waiter.State.LEFT))) {
            return waiter.await(until, line.clock());
        } finally {
            if (waiter.state() != Waiter.State.GRANTED) {
                line.room().leave(waiter);
            }
            line.waiting(-1);
        }
    }

    private Permit permit() {
        long servedAt = line.clock().getAsLong();
        return new Permit(() -> {
            line.room().ended(line.clock().getAsLong() - servedAt);
            line.running(-1);
        });
    }

    private static Outcome outcome(Waiter.@Nullable State state) {
        if (state == null) {
            return Outcome.REFUSED;
        }
        return state == Waiter.State.EXPIRED ? Outcome.EXPIRED : Outcome.LEFT;
    }

    private SeraiException refusal(Waiter.@Nullable State state) {
        if (state == null) {
            return busy("Too many requests wait for this model.");
        }
        return switch (state) {
            case LEFT -> new CallerException(ErrorKind.CALLER_GONE, "The client has closed the connection.");
            case CLOSED ->
                new GatewayException(ErrorKind.GATEWAY_DRAINING, "The gateway stops the route of this model.")
                        .withRetryAfter(Duration.ofSeconds(1));
            case INTERRUPTED ->
                new GatewayException(ErrorKind.GATEWAY_INTERNAL, "The wait for this model was interrupted.");
            default -> busy("This model is busy: the request's turn did not come in time.");
        };
    }

    private SeraiException busy(String message) {
        return new PolicyException(ErrorKind.POLICY_RATE_LIMITED, message)
                .withRetryAfter(line.room().comeBackIn(line.lane()));
    }
}
