package io.serai.providers.http;

import io.serai.api.error.SeraiException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where an event loop leaves what has come of a response, and where the one thread that wants it waits. The loop never blocks on more
 * than a short lock; it wakes the waiting thread once, however much arrives before that thread runs.
 */
final class Inbox {

    /** Unread bytes beyond which a streamed response is paused. Vert.x itself holds 64 KiB more before TCP pushes back. */
    static final int HIGH_MARK = 32 * 1024;

    /** What a thread waits for. A failure ends every wait. */
    enum Event {
        HEAD,
        BYTES,
        END
    }

    /** How a wait ended. */
    enum Outcome {
        ARRIVED,
        LATE,
        INTERRUPTED
    }

    /** What the event loop is to do after it left bytes. */
    enum Next {
        GO_ON,
        PAUSE,
        /** A body that is read as a whole has passed its limit. */
        STOP
    }

    private static final byte[] NOTHING = {};

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Buffer> unread = new ArrayDeque<>(4);
    private int unreadBytes;
    private @Nullable HttpClientResponse head;
    private boolean ended;
    private @Nullable SeraiException failure;
    private boolean paused;
    private @Nullable Integer wholeLimit;
    private long lastBytesNanos;

    private final Wait wait = new Wait();
    private Event awaited = Event.HEAD;

    // ---- the event loop's side

    void head(HttpClientResponse response) {
        lock.lock();
        try {
            head = response;
            wake();
        } finally {
            lock.unlock();
        }
    }

    Next bytes(Buffer bytes) {
        lock.lock();
        try {
            unread.add(bytes);
            unreadBytes += bytes.length();
            lastBytesNanos = System.nanoTime();
            wake();
            if (wholeLimit != null) {
                return unreadBytes > wholeLimit ? Next.STOP : Next.GO_ON;
            }
            if (unreadBytes > HIGH_MARK && !paused) {
                paused = true;
                return Next.PAUSE;
            }
            return Next.GO_ON;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            wake();
        } finally {
            lock.unlock();
        }
    }

    /** What has come before can still be read; the first failure stays. */
    void fail(SeraiException cause) {
        lock.lock();
        try {
            if (failure == null && !ended) {
                failure = cause;
                wake();
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- anybody's side

    /** The wait of the one thread that reads. */
    Wait watched() {
        return wait;
    }

    /** Nobody wants the rest: what has come is dropped, a waiting thread learns at once. */
    void abort(SeraiException cause) {
        lock.lock();
        try {
            unread.clear();
            unreadBytes = 0;
            if (failure == null) {
                failure = cause;
            }
            wake();
        } finally {
            lock.unlock();
        }
    }

    // ---- the reading thread's side

    /** Waits until the event has happened or the moment, on the clock of {@link System#nanoTime}, has passed. */
    Outcome await(Event event, long until) {
        while (true) {
            lock.lock();
            try {
                if (hasHappened(event)) {
                    return Outcome.ARRIVED;
                }
                awaited = event;
                wait.begin(Thread.currentThread(), until);
            } finally {
                lock.unlock();
            }
            long left = until - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return settle(event);
            }
            if (left < TimeoutWatch.TICK_NANOS) {
                LockSupport.parkNanos(this, left);
            } else {
                LockSupport.park(this);
            }
        }
    }

    /** The response's head; breaks with the failure where there is one instead. */
    HttpClientResponse takeHead() {
        lock.lock();
        try {
            if (head == null) {
                throw failure();
            }
            return head;
        } finally {
            lock.unlock();
        }
    }

    /** All bytes that have come, or null at the clean end; breaks with the failure once all bytes before it are taken. */
    byte @Nullable [] take() {
        lock.lock();
        try {
            if (unreadBytes == 0) {
                if (failure != null) {
                    throw failure;
                }
                return ended ? null : NOTHING;
            }
            return join();
        } finally {
            lock.unlock();
        }
    }

    /** From now on bytes gather up to this limit, and wake nobody before the end. */
    void wantWhole(int limit) {
        lock.lock();
        try {
            wholeLimit = limit;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the loop has paused and may go on, because what it left has been taken. Answers true once per pause. */
    boolean claimResume() {
        lock.lock();
        try {
            boolean claimed = paused && (unreadBytes == 0 || wholeLimit != null);
            paused = paused && !claimed;
            return claimed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #take} has something to say. */
    boolean isReady() {
        lock.lock();
        try {
            return hasHappened(Event.BYTES);
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return ended || failure != null;
        } finally {
            lock.unlock();
        }
    }

    int unreadBytes() {
        lock.lock();
        try {
            return unreadBytes;
        } finally {
            lock.unlock();
        }
    }

    /** When bytes came last, on the clock of {@link System#nanoTime}. */
    long lastBytesNanos() {
        lock.lock();
        try {
            return lastBytesNanos;
        } finally {
            lock.unlock();
        }
    }

    private Outcome settle(Event event) {
        lock.lock();
        try {
            wait.end();
            if (hasHappened(event)) {
                return Outcome.ARRIVED;
            }
            return Thread.currentThread().isInterrupted() ? Outcome.INTERRUPTED : Outcome.LATE;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasHappened(Event event) {
        if (ended || failure != null) {
            return true;
        }
        return switch (event) {
            case HEAD -> head != null;
            case BYTES -> unreadBytes > 0;
            case END -> false;
        };
    }

    /** Under the lock. A permit that a thread no longer needs makes its next park return early, which every park must bear. */
    private void wake() {
        Thread waiting = wait.waiter();
        if (waiting != null && hasHappened(awaited)) {
            wait.end();
            LockSupport.unpark(waiting);
        }
    }

    private SeraiException failure() {
        if (failure == null) {
            throw new IllegalStateException("no head has come, and no failure");
        }
        return failure;
    }

    private byte[] join() {
        byte[] joined;
        if (unread.size() == 1) {
            joined = unread.remove().getBytes();
        } else {
            joined = new byte[unreadBytes];
            int position = 0;
            for (Buffer buffer = unread.poll(); buffer != null; buffer = unread.poll()) {
                buffer.getBytes(joined, position);
                position += buffer.length();
            }
        }
        unreadBytes = 0;
        return joined;
    }
}
