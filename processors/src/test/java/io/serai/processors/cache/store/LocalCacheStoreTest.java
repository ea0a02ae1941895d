package io.serai.processors.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CacheStore.Sight;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.Purge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LocalCacheStoreTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final CacheKey KEY = Answers.key("ten_1/", 1);

    private final HandClock clock = new HandClock();
    private final AnswerCodec codec = new AnswerCodec();
    private final LocalCacheStore store = new LocalCacheStore(1 << 20, clock, codec);

    @Test
    void find_whatWasPut_isThatAnswerWithoutReadingIt() {
        CachedAnswer answer = Answers.saying("hello");
        store.put(KEY, answer, HOUR);

        for (int i = 0; i < 1_000; i++) {
            assertThat(store.find(KEY)).isSameAs(answer);
        }
        assertThat(codec.unpacked()).isZero();
    }

    @Test
    void find_nothingThere_isNull() {
        assertThat(store.find(KEY)).isNull();
        assertThat(store.look(KEY)).isEmpty();
        assertThat(store.remove(KEY)).isFalse();
    }

    @Test
    void find_lifeIsOver_isNull() {
        store.put(KEY, Answers.saying("hello"), Duration.ofMillis(100));
        clock.advance(Duration.ofMillis(99));
        assertThat(store.find(KEY)).isNotNull();

        clock.advance(Duration.ofMillis(1));

        assertThat(store.find(KEY)).isNull();
        assertThat(store.look(KEY)).isEmpty();
    }

    /** A step may say what is no JSON: whose answer makes room for it has nothing to do with that. */
    @Test
    void put_whenOtherAnswersCanNotBePacked_keepsThisOneAndDropsThose() {
        Map<String, Object> odd = Map.of("text", "x".repeat(5_000), "choices", new Object());
        for (int i = 0; i < 200; i++) {
            store.put(Answers.key("ten_2/", i), Answers.of("fast", Set.of(), 0, odd), HOUR);
        }

        store.put(KEY, Answers.saying("hello"), HOUR);

        assertThat(store.find(KEY)).isNotNull();
        assertThat(store.statistics().entries()).isLessThan(201);
        assertThat(store.statistics().evicted()).isZero();
    }

    @Test
    void put_again_replaces() {
        store.put(KEY, Answers.saying("old"), HOUR);
        store.put(KEY, Answers.saying("new"), HOUR);

        assertThat(Answers.text(store.find(KEY))).isEqualTo("new");
        assertThat(store.statistics().entries()).isOne();
    }

    @Test
    void put_moreThanLiesReady_packsWhatIsNotUsedUntilItIs() {
        fill(200, 1_000);
        assertThat(store.statistics().evicted()).isZero();

        List<CacheKey> packed = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long before = codec.unpacked();
            CacheKey key = Answers.key("ten_1/", i);
            assertThat(Answers.text(store.find(key))).startsWith(i + " ");
            if (codec.unpacked() > before) {
                packed.add(key);
            }
        }
        assertThat(packed).isNotEmpty();

        // What is used more often than others takes their place.
        CacheKey last = packed.get(packed.size() - 1);
        for (int i = 0; i < 8; i++) {
            store.find(last);
        }
        long before = codec.unpacked();
        store.find(last);
        assertThat(codec.unpacked()).isEqualTo(before);
    }

    @Test
    void put_moreThanThereIsRoomFor_staysWithinItAndCountsWhatWent() {
        fill(5_000, 1_000);

        assertThat(store.statistics().bytes()).isLessThanOrEqualTo(1 << 20);
        assertThat(store.statistics().evicted()).isPositive();
        assertThat(store.statistics().entries()).isGreaterThan(200);
    }

    @Test
    void put_largerThanAllRoom_isNotKept() {
        store.put(KEY, Answers.saying("x".repeat(2 << 20)), HOUR);

        assertThat(store.find(KEY)).isNull();
    }

    @Test
    void remove_whatIsThere_isGoneAtOnce() {
        store.put(KEY, Answers.saying("hello"), HOUR);

        assertThat(store.remove(KEY)).isTrue();
        assertThat(store.find(KEY)).isNull();
    }

    @Test
    void look_answer_tellsItFromOutside() {
        store.put(KEY, Answers.of("fast", Set.of("t"), 7, Answers.chat("secret")), HOUR);

        Sight sight = store.look(KEY).orElseThrow();

        assertThat(sight.asked()).isEqualTo("fast");
        assertThat(sight.tags()).containsExactly("t");
        assertThat(sight.storedAt()).isEqualTo(7);
        assertThat(sight.expiresAt()).isEqualTo(clock.millis() + HOUR.toMillis());
        assertThat(sight.bytes()).isPositive();
        assertThat(sight.toString()).doesNotContain("secret");
    }

    @Test
    void purge_eachOfItsWords_removesWhatIsMeantAndNoMore() {
        store.put(Answers.key("ten_1/", 1), Answers.of("fast", Set.of("a"), 10, Answers.chat("")), HOUR);
        store.put(Answers.key("ten_1/team:x", 2), Answers.of("fast", Set.of("b"), 20, Answers.chat("")), HOUR);
        store.put(Answers.key("ten_11/", 3), Answers.of("slow", Set.of("a"), 30, Answers.chat("")), HOUR);

        assertThat(store.purge(purge("ten_2/", null, null, null))).isZero();
        assertThat(store.purge(purge(null, "other", null, null))).isZero();
        assertThat(store.purge(purge(null, "slow", "b", null))).isZero();
        assertThat(store.purge(purge(null, null, null, 10L))).isZero();
        assertThat(store.purge(purge(null, null, null, 11L))).isOne();
        assertThat(store.purge(purge("ten_1/", null, null, null))).isOne();
        assertThat(store.find(Answers.key("ten_11/", 3))).isNotNull();
        assertThat(store.purge(purge(null, "mock/m-1", null, null))).isOne();
        assertThat(store.statistics().entries()).isZero();
    }

    @Test
    void find_ofManyThreadsUnderPressure_neverGivesAnotherAnswer() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> work = () -> {
                for (int i = 0; i < 4_000; i++) {
                    int number = (i * 7919) % 500;
                    CacheKey key = Answers.key("ten_1/", number);
                    CachedAnswer found = store.find(key);
                    if (found == null) {
                        store.put(key, Answers.saying(number + " " + "x".repeat(1_000)), HOUR);
                    } else if (!Answers.text(found).startsWith(number + " ")) {
                        return false;
                    }
                }
                return true;
            };
            for (Future<Boolean> each : threads.invokeAll(List.of(work, work, work, work))) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.statistics().bytes()).isLessThanOrEqualTo(1 << 20);
    }

    private void fill(int count, int length) {
        for (int i = 0; i < count; i++) {
            store.put(Answers.key("ten_1/", i), Answers.saying(i + " " + "word ".repeat(length / 5)), HOUR);
        }
    }

    static Purge purge(String scope, String asked, String tag, Long before) {
        return new Purge(
                Optional.ofNullable(scope),
                Optional.ofNullable(asked),
                Optional.ofNullable(tag),
                Optional.ofNullable(before));
    }
}
