package io.serai.processors.cluster;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.InFlight;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An answer that another node gets, as that tells it. Read by one thread, told and closed by any. */
final class RemoteFlight implements InFlight {

    /** How long to wait for the other node's word before it is asked whether it still knows of this. */
    private static final long SILENCE_SECONDS = 5;

    private final String flight;
    private final CacheKey key;
    private final UUID leader;
    private final FlightPost post;
    private final FlightSeal seal;
    private final Runnable forget;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<FlightPiece> pieces = new ArrayDeque<>();
    private long turn;
    private @Nullable SeraiException failure;
    private boolean complete;
    private boolean closed;

    private CachedAnswer.@Nullable Source source;
    private long storedAt;

    /** @param forget to be run when nothing more can come */
    RemoteFlight(String flight, CacheKey key, UUID leader, FlightPost post, FlightSeal seal, Runnable forget) {
        this.flight = flight;
        this.key = key;
        this.leader = leader;
        this.post = post;
        this.seal = seal;
        this.forget = forget;
    }

    UUID leader() {
        return leader;
    }

    /** Takes what the other node tells; says whether more is wanted. */
    boolean tell(long number, byte[] sealed) {
        List<FlightPiece> told = seal.open(key, flight, number, sealed).orElse(null);
        boolean wanted = take(number, told);
        if (isOver()) {
            forget.run();
        }
        return wanted;
    }

    private boolean take(long number, @Nullable List<FlightPiece> told) {
        lock.lock();
        try {
            if (closed || failure != null) {
                return false;
            }
            if (told == null || number != turn + 1) {
                failure = FollowedFlights.gone();
            } else {
                turn = number;
                pieces.addAll(told);
                complete |= told.stream().anyMatch(RemoteFlight::isLast);
            }
            changed.signalAll();
            return failure == null;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            return complete || failure != null;
        } finally {
            lock.unlock();
        }
    }

    private static boolean isLast(FlightPiece piece) {
        return piece instanceof FlightPiece.Ended
                || piece instanceof FlightPiece.Whole
                || piece instanceof FlightPiece.Failed;
    }

    /** What was told is still given; then this. */
    void fail(SeraiException cause) {
        lock.lock();
        try {
            if (failure == null && !complete) {
                failure = cause;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        forget.run();
    }

    @Override
    public Piece begin() {
        FlightPiece first = take();
        if (first instanceof FlightPiece.Whole whole) {
            source = whole.source();
            storedAt = whole.storedAt();
            return new Whole(whole.answer());
        }
        if (first instanceof FlightPiece.Began began) {
            source = began.source();
            return new Streamed(new Chunks());
        }
        throw first instanceof FlightPiece.Failed failed ? failed.failure() : FollowedFlights.gone();
    }

    @Override
    public CachedAnswer.Source source() {
        CachedAnswer.Source known = source;
        if (known == null) {
            throw new IllegalStateException("the answer has not begun");
        }
        return known;
    }

    @Override
    public long storedAt() {
        return storedAt;
    }

    private FlightPiece take() {
        FlightPiece next = poll();
        if (next == null) {
            post.send(leader, FlightTask.more(flight));
            next = await();
        }
        while (next == null) {
            if (!post.isThere(leader) || !isTold()) {
                fail(FollowedFlights.gone());
            }
            next = await();
        }
        return next;
    }

    private boolean isTold() {
        return post.ask(leader, FlightTask.check(flight), Duration.ofSeconds(SILENCE_SECONDS));
    }

    /** The next piece, or null where none has come in a while. */
    private @Nullable FlightPiece await() {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(SILENCE_SECONDS);
            FlightPiece next = poll();
            while (next == null && left > 0) {
                left = changed.awaitNanos(left);
                next = poll();
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw closedException();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable FlightPiece poll() {
        lock.lock();
        try {
            if (closed) {
                throw closedException();
            }
            FlightPiece next = pieces.poll();
            if (next == null && failure != null) {
                throw failure;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private static SeraiException closedException() {
        return FlightFailure.of(ErrorKind.CALLER_GONE, "Nobody waits for this answer any more.");
    }

    @Override
    public void close() {
        boolean leaves;
        lock.lock();
        try {
            leaves = !closed && !complete;
            closed = true;
            pieces.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        forget.run();
        if (leaves) {
            post.send(leader, FlightTask.leave(flight));
        }
    }

    private final class Chunks extends ChatStream {

        private boolean ended;

        @Override
        protected @Nullable Map<String, Object> read() {
            if (ended) {
                return null;
            }
            FlightPiece next = take();
            if (next instanceof FlightPiece.Chunk chunk) {
                return chunk.chunk();
            }
            ended = true;
            if (next instanceof FlightPiece.Ended) {
                return null;
            }
            throw next instanceof FlightPiece.Failed failed ? failed.failure() : FollowedFlights.gone();
        }

        @Override
        public boolean isReady() {
            if (super.isReady()) {
                return true;
            }
            lock.lock();
            try {
                return !pieces.isEmpty();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            RemoteFlight.this.close();
        }
    }
}
