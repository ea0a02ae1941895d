package io.serai.processors.cache;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One stream read by several, each at its own speed. Whoever needs a chunk that has not come reads it for all: there is no thread but theirs,
 * and whoever leaves is not missed. Nobody waits for who is slow: what has come and was not read by all is kept for those who still want it,
 * which is at most the rest of the answer.
 */
final class SharedStream {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final ChatStream source;
    private final Recording recording;
    private final Runnable whenOver;
    private Chunk last;
    private boolean reading;
    private volatile boolean ended;
    private volatile @Nullable SeraiException broken;

    /**
     * Begins with what has been read of it already.
     *
     * @param first after which its chunks are appended
     * @param whenOver run once, when it has come to its end or is broken, and its answer has been recorded
     */
    SharedStream(
            Chunk first, List<Map<String, Object>> ahead, ChatStream source, Recording recording, Runnable whenOver) {
        this.last = first;
        this.source = source;
        this.recording = recording;
        this.whenOver = whenOver;
        ahead.forEach(this::append);
    }

    private void append(Map<String, Object> data) {
        Chunk chunk = new Chunk(data);
        last.append(chunk);
        last = chunk;
        recording.add(data);
    }

    /** Whether its beginning is still worth remembering for who comes later. */
    boolean isTooLarge() {
        return recording.isOver() && !ended;
    }

    /**
     * The chunk after this one, for a seat. Waits.
     *
     * @return null at the end
     */
    @Nullable
    Chunk after(Chunk known, Seat seat) {
        Chunk next = known.next();
        if (next != null) {
            return next;
        }
        lock.lock();
        try {
            while (true) {
                next = known.next();
                if (next != null || ended) {
                    return next;
                }
                if (broken != null) {
                    throw broken;
                }
                if (seat.hasLeft()) {
                    throw Flight.gone();
                }
                if (!reading) {
                    reading = true;
                    break;
                }
                Flight.wait(news, seat.deadline());
            }
        } finally {
            lock.unlock();
        }
        return read(known);
    }

    /** On behalf of all. The lock is not held meanwhile. */
    private @Nullable Chunk read(Chunk known) {
        Map<String, Object> data = null;
        SeraiException failure = null;
        try {
            data = source.hasNext() ? source.next() : null;
        } catch (RuntimeException e) {
            failure = SeraiException.of(e);
        }
        lock.lock();
        try {
            reading = false;
            if (failure != null) {
                broken = failure;
            } else if (data == null) {
                ended = true;
            } else {
                append(data);
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
        if (data == null) {
            over(failure);
        }
        if (failure != null) {
            throw failure;
        }
        return known.next();
    }

    private void over(@Nullable SeraiException failure) {
        try {
            if (failure == null) {
                recording.end();
            }
        } finally {
            whenOver.run();
        }
    }

    /** Whether the chunk after this one is there. */
    boolean isReady(Chunk known) {
        return known.next() != null || ended || broken != null || isSourceReady();
    }

    private boolean isSourceReady() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            return !reading && source.isReady();
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** Somebody has left. */
    void wake() {
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody reads it any more. */
    void giveUp() {
        source.close();
    }
}
