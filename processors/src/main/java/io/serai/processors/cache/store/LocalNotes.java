package io.serai.processors.cache.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.serai.processors.cache.AnswerNotes;
import io.serai.processors.cache.CacheKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The notes of a node without others, on the answers of its store. Listeners are told while the key's note is held, so that they hear of
 * changes in their order. Thread-safe.
 */
public final class LocalNotes implements AnswerNotes {

    /** Of the key, the record and a place in a table. */
    private static final int SHELL = 256;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Note(byte[] bytes, long expiresAt) {

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private final LocalCacheStore store;
    private final InstantSource clock;
    private final Cache<CacheKey, Note> notes;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public LocalNotes(LocalCacheStore store) {
        this.store = store;
        this.clock = store.clock();
        this.notes = Caffeine.newBuilder()
                .maximumWeight(store.noteBytes())
                .weigher((CacheKey key, Note note) -> SHELL + note.bytes.length)
                .expireAfter(Expiry.writing((CacheKey key, Note note) -> left(note)))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .evictionListener((@Nullable CacheKey key, @Nullable Note note, RemovalCause cause) -> went(key))
                .build();
        store.onGone(this::answerWent);
    }

    private Duration left(Note note) {
        return Duration.ofMillis(Math.max(0, note.expiresAt - clock.millis()));
    }

    /** Takes no note on an answer that is not there: nothing would ever take it away. */
    @Override
    public void put(CacheKey key, byte[] note, Duration life) {
        Note fresh = new Note(note, clock.millis() + life.toMillis());
        notes.asMap().compute(key, (same, before) -> {
            if (store.holds(key)) {
                listeners.forEach(each -> each.came(key, note));
                return fresh;
            }
            if (before != null) {
                went(key);
            }
            return null;
        });
    }

    @Override
    public AutoCloseable listen(Listener listener) {
        listeners.add(listener);
        for (CacheKey key : notes.asMap().keySet()) {
            notes.asMap().computeIfPresent(key, (same, note) -> {
                listener.came(key, note.bytes);
                return note;
            });
        }
        return () -> listeners.remove(listener);
    }

    private void answerWent(CacheKey key) {
        notes.asMap().computeIfPresent(key, (same, note) -> {
            if (store.holds(key)) {
                return note;
            }
            went(key);
            return null;
        });
    }

    private void went(@Nullable CacheKey key) {
        if (key != null) {
            listeners.forEach(each -> each.went(key));
        }
    }
}
