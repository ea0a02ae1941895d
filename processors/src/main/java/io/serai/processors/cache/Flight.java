package io.serai.processors.cache;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One call for all who want the same. The first makes it, the others follow. Where it fails before its first content the one who made it
 * has the failure, and another makes the next; after {@value #MOST_CALLS} failures that were the provider's, and at once where the request
 * itself is at fault, all have it. What was no fault but a rule for one caller, a budget that is spent say, is no other's.
 */
final class Flight {

    private static final int MOST_CALLS = 3;

    /** Calls share a flight where their deadlines differ by no more than this part of the time that is left. */
    private static final int ALIKE = 4;

    private enum Phase {
        /** Nobody makes the call: whoever waits may. */
        VACANT,
        CALLING,
        BEGUN,
        /** All have the failure. */
        FAILED,
        UNSHARED
    }

    /**
     * An answer that has begun.
     *
     * @param whole all of it; null where it comes as a stream
     * @param storedAt in milliseconds since the epoch, where it was kept before; else 0
     */
    record Begun(
            @Nullable Map<String, Object> whole, CachedAnswer.Source source, CacheVerdict verdict, long storedAt) {}

    private final CacheKey key;
    private final Flights home;
    private final Chunk first = Chunk.beginning();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final AtomicBoolean landed = new AtomicBoolean();
    private volatile Deadline deadline;
    private Phase phase = Phase.VACANT;
    private int seats;
    private int calls;
    private @Nullable SeraiException failure;
    private volatile @Nullable Cancellation call;
    private volatile @Nullable Begun begun;
    private volatile @Nullable SharedStream stream;
    private volatile boolean claimed;

    Flight(CacheKey key, Flights home, Deadline deadline) {
        this.key = key;
        this.home = home;
        this.deadline = deadline;
    }

    CacheKey key() {
        return key;
    }

    int seats() {
        lock.lock();
        try {
            return seats;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a call with this deadline gives up at about the same time. */
    boolean isLike(Deadline other) {
        long ours = deadline.remainingNanos();
        long theirs = other.remainingNanos();
        return Math.abs(ours - theirs) <= Math.max(ours, theirs) / ALIKE;
    }

    /** A place in it; null where it is too late for one. */
    @Nullable
    Seat enter(Seat.Kind kind, Deadline until) {
        lock.lock();
        try {
            SharedStream known = stream;
            boolean open = !landed.get()
                    && (seats > 0 || (phase == Phase.VACANT && calls == 0))
                    && phase != Phase.FAILED
                    && phase != Phase.UNSHARED
                    && (known == null || !known.isTooLarge());
            if (!open) {
                return null;
            }
            seats++;
            return new Seat(this, kind, until, first);
        } finally {
            lock.unlock();
        }
    }

    Seat.Turn await(Seat seat) {
        lock.lock();
        try {
            while (true) {
                if (seat.hasLeft()) {
                    throw gone();
                }
                switch (phase) {
                    case VACANT -> {
                        if (seat.kind() == Seat.Kind.LOCAL) {
                            phase = Phase.CALLING;
                            deadline = seat.deadline();
                            call = null;
                            return Seat.Turn.LEAD;
                        }
                        if (failure != null) {
                            throw failure;
                        }
                    }
                    case BEGUN -> {
                        return Seat.Turn.FOLLOW;
                    }
                    case FAILED -> throw failure == null ? gone() : failure;
                    case UNSHARED -> {
                        return Seat.Turn.ALONE;
                    }
                    case CALLING -> {}
                }
                wait(news, seat.deadline());
            }
        } finally {
            lock.unlock();
        }
    }

    /** The call is about to be made; it is given up by this when nobody wants it any more. */
    Cancellation calling() {
        Cancellation own = new Cancellation();
        boolean wanted;
        lock.lock();
        try {
            call = own;
            wanted = seats > 0;
        } finally {
            lock.unlock();
        }
        if (!wanted) {
            own.cancel();
        }
        return own;
    }

    /** This node has it from the board to make the call. */
    void claimed() {
        claimed = true;
    }

    /** All of the answer is there. It is over once it has been kept. */
    void answered(Begun answer) {
        begin(answer, null);
    }

    /** The answer has begun. */
    void streams(Begun answer, List<Map<String, Object>> ahead, ChatStream rest, Recording recording) {
        SharedStream shared = new SharedStream(first, ahead, rest, recording, this::over);
        if (!begin(answer, shared)) {
            rest.close();
            over();
        }
    }

    private boolean begin(Begun answer, @Nullable SharedStream shared) {
        lock.lock();
        try {
            begun = answer;
            stream = shared;
            phase = Phase.BEGUN;
            news.signalAll();
            return seats > 0;
        } finally {
            lock.unlock();
        }
    }

    /** The call has failed before its first content. The leader leaves after this. */
    void failed(SeraiException why) {
        boolean over;
        lock.lock();
        try {
            failure = why;
            calls += isOfOneCaller(why) ? 0 : 1;
            phase = isOfTheRequest(why) || calls >= MOST_CALLS ? Phase.FAILED : Phase.VACANT;
            // The leader itself may have left before.
            over = phase == Phase.FAILED || seats == 0;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        unclaim();
        answeredCall();
        if (over) {
            land();
        }
    }

    /** What came of the call is no answer that others can be given. */
    void unshared() {
        lock.lock();
        try {
            phase = Phase.UNSHARED;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        land();
    }

    /** The call is over, and its answer is kept, if it is to be kept. */
    void over() {
        land();
        answeredCall();
    }

    /** Gives up what the call has opened and nobody has read. */
    private void answeredCall() {
        Cancellation made = call;
        if (made != null) {
            made.answered();
        }
    }

    /** Whoever comes later makes another. */
    private void land() {
        if (landed.compareAndSet(false, true)) {
            home.land(this);
            unclaim();
        }
    }

    private void unclaim() {
        if (claimed) {
            claimed = false;
            home.board().landed(key);
        }
    }

    Begun begun() {
        Begun known = begun;
        if (known == null) {
            throw new IllegalStateException("the answer has not begun");
        }
        return known;
    }

    @Nullable
    Chunk after(Chunk known, Seat seat) {
        return stream().after(known, seat);
    }

    boolean isReady(Chunk known) {
        return stream().isReady(known);
    }

    private SharedStream stream() {
        SharedStream known = stream;
        if (known == null) {
            throw new IllegalStateException("the answer is no stream");
        }
        return known;
    }

    /** A seat is empty. With the last one the call is given up, unless it has come to its end. */
    void leave() {
        boolean last;
        Cancellation making;
        boolean calling;
        lock.lock();
        try {
            seats--;
            last = seats == 0;
            making = call;
            calling = phase == Phase.CALLING;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        SharedStream shared = stream;
        if (shared != null) {
            shared.wake();
        }
        if (last) {
            giveUp(shared, making, calling);
        }
    }

    private void giveUp(@Nullable SharedStream shared, @Nullable Cancellation making, boolean calling) {
        if (shared != null && shared.hasEnded()) {
            // Its answer is being kept by who has read the end.
            return;
        }
        if (making != null && (calling || shared != null)) {
            making.cancel();
        }
        if (shared != null) {
            shared.giveUp();
        }
        // Who makes the call lands it.
        if (shared != null || (!calling && begun == null)) {
            over();
        }
    }

    /** A fault of the request: whoever asks the same has it as well. */
    static boolean isOfTheRequest(SeraiException failure) {
        return switch (failure.kind()) {
            case CALLER_BAD_REQUEST,
                    CALLER_TOO_LARGE,
                    CALLER_UNSUPPORTED_MEDIA_TYPE,
                    PROVIDER_CONTEXT_LENGTH,
                    PROVIDER_CONTENT_FILTER -> true;
            default -> false;
        };
    }

    /** Who calls has brought it about, by what he may do or by leaving; an equal call of another may well succeed. */
    private static boolean isOfOneCaller(SeraiException failure) {
        return switch (failure.kind()) {
            case CALLER_UNAUTHENTICATED,
                    CALLER_FORBIDDEN,
                    CALLER_NOT_FOUND,
                    CALLER_GONE,
                    CALLER_TIMEOUT,
                    POLICY_RATE_LIMITED,
                    POLICY_QUOTA_EXCEEDED,
                    POLICY_BUDGET_EXCEEDED,
                    POLICY_SUBSCRIPTION_REQUIRED -> true;
            default -> false;
        };
    }

    /**
     * Waits for news, or for nothing: whoever calls it looks again.
     *
     * @throws SeraiException where the time is over
     */
    @SuppressWarnings("WaitNotInLoop")
    static void wait(Condition news, Deadline deadline) {
        try {
            if (news.awaitNanos(deadline.remainingNanos()) <= 0 && deadline.remainingNanos() <= 0) {
                throw new ProviderException(
                        ErrorKind.PROVIDER_TIMEOUT, "The answer to an equal call did not come in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(ErrorKind.GATEWAY_INTERNAL, "The wait for an answer was interrupted.");
        }
    }

    static SeraiException gone() {
        return new CallerException(ErrorKind.CALLER_GONE, "The client has closed the connection.");
    }

    static SeraiException notShared() {
        return new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "The answer to an equal call can't be shared.");
    }
}
