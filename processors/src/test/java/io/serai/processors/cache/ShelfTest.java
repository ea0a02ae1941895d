package io.serai.processors.cache;

import static io.serai.processors.cache.CacheLab.answer;
import static io.serai.processors.cache.CacheLab.request;
import static io.serai.processors.cache.CacheLab.streamed;
import static io.serai.processors.cache.CacheLab.text;
import static io.serai.processors.cache.CacheLab.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatStream;
import io.serai.processors.cache.store.Answers;
import io.serai.processors.cache.store.LocalCacheStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is not kept, though it is worth it: what was purged while it was made, and what the store can't take. */
class ShelfTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final CacheKey KEY = Answers.key("ten_1/", 1);
    private static final Purge ALL = new Purge(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void answer_thatWasAskedForBeforeAPurge_isNotKeptAfterIt() throws Exception {
        try (CacheLab lab = new CacheLab()) {
            GatedStream upstream = new GatedStream();
            lab.step = exchange -> upstream;
            lab.start();
            upstream.say("Old");
            ChatStream first = lab.send(streamed("Hi")).getMessage().getBody(ChatStream.class);
            lab.space.store().purge(ALL);
            upstream.finish();
            assertThat(first.collect().toString()).contains("Old");

            lab.step = exchange -> answer("New", "stop");
            assertThat(text(lab.send(request("Hi")))).isEqualTo("New");
            assertThat(verdict(lab.send(request("Hi")))).isEqualTo(CacheVerdict.HIT);
        }
    }

    /** The purge has passed the place where the answer is put, and the answer comes a moment later. */
    @Test
    void answer_thatIsPutWhileAPurgeIsUnderWay_isNotLeft() {
        LocalCacheStore kept = new LocalCacheStore(1 << 20, InstantSource.system());
        Shelf shelf = new Shelf(new Store(kept) {
            @Override
            public void put(CacheKey key, CachedAnswer answer, Duration life) {
                kept.purge(ALL);
                kept.put(key, answer, life);
            }
        });

        assertThat(shelf.put(KEY, Answers.saying("old"), HOUR)).isFalse();
        assertThat(kept.find(KEY)).isNull();
    }

    @Test
    void answer_thatTheStoreCanNotTake_isNoFailure() {
        LocalCacheStore kept = new LocalCacheStore(1 << 20, InstantSource.system());
        Shelf shelf = new Shelf(new Store(kept) {
            @Override
            public void put(CacheKey key, CachedAnswer answer, Duration life) {
                throw new IllegalArgumentException("no JSON");
            }
        });

        assertThat(shelf.put(KEY, Answers.saying("odd"), HOUR)).isFalse();
    }

    /** Another one, but for what a test says. */
    private static class Store implements CacheStore {
        private final CacheStore other;

        Store(CacheStore other) {
            this.other = other;
        }

        @Override
        public @Nullable CachedAnswer find(CacheKey key) {
            return other.find(key);
        }

        @Override
        public void put(CacheKey key, CachedAnswer answer, Duration life) {
            other.put(key, answer, life);
        }

        @Override
        public boolean remove(CacheKey key) {
            return other.remove(key);
        }

        @Override
        public long purge(Purge what) {
            return other.purge(what);
        }

        @Override
        public long purges() {
            return other.purges();
        }

        @Override
        public Optional<Sight> look(CacheKey key) {
            return other.look(key);
        }

        @Override
        public Statistics statistics() {
            return other.statistics();
        }
    }
}
