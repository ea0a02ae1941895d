package io.serai.processors.semantic;

import io.serai.api.vector.Direction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The directions of the texts that were looked up last, by the texts' digests: what callers wrote is not kept. Thread-safe. */
final class RecentDirections {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ByteBuffer, Direction> known;

    /** @param most to remember; none where it is 0 */
    RecentDirections(int most) {
        known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Direction> eldest) {
                return size() > most;
            }
        };
    }

    Optional<Direction> of(String text) {
        ByteBuffer key = digest(text);
        lock.lock();
        try {
            return Optional.ofNullable(known.get(key));
        } finally {
            lock.unlock();
        }
    }

    void add(String text, Direction direction) {
        ByteBuffer key = digest(text);
        lock.lock();
        try {
            known.put(key, direction);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return known.size();
        } finally {
            lock.unlock();
        }
    }

    private static ByteBuffer digest(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
