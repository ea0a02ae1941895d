package io.serai.processors.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.semantic.QuestionIndex.Near;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class QuestionIndexTest {

    private static final int DIMENSIONS = 64;
    private static final long ROOM = 64L << 20;

    private final Random random = new Random(11);
    private final QuestionIndex index = new QuestionIndex(ROOM, Runnable::run);

    private static Place place(int scope, int setting) {
        return new Place("t" + scope + "/", "s" + setting, "m/" + DIMENSIONS);
    }

    private PackedVector vector() {
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return PackedVector.of(vector);
    }

    private KnownQuestion question(Place place, String digest, PackedVector vector) {
        return new KnownQuestion(new CacheKey(place.scope(), digest), place, "what is " + digest, vector);
    }

    @Test
    void nearest_afterAnyChanges_isExactlyWhatIsThere() {
        Map<CacheKey, KnownQuestion> there = new HashMap<>();
        for (int step = 0; step < 3_000; step++) {
            Place place = place(random.nextInt(4), random.nextInt(3));
            CacheKey key = new CacheKey(place.scope(), "d" + random.nextInt(60));
            if (random.nextInt(3) == 0) {
                index.remove(key);
                there.remove(key);
            } else {
                KnownQuestion put = question(place, key.digest(), vector());
                index.put(put);
                there.put(key, put);
            }
            if (step % 10 == 0) {
                assertIsExact(place, there);
            }
        }
        assertThat(index.size()).isEqualTo(there.size());
    }

    private void assertIsExact(Place place, Map<CacheKey, KnownQuestion> there) {
        PackedVector asked = vector();
        List<KnownQuestion> expected = there.values().stream()
                .filter(each -> each.place().equals(place))
                .sorted((one, other) -> Double.compare(
                        other.vector().cosine(asked), one.vector().cosine(asked)))
                .limit(8)
                .toList();

        assertThat(index.nearest(place, asked, 8)).extracting(Near::question).containsExactlyElementsOf(expected);
    }

    @Test
    void nearest_amongMany_findsThemByLinks_andNoneThatIsGoneOrOfAnotherPlace() {
        List<KnownQuestion> all = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            KnownQuestion each = question(place(i % 2, 0), "d" + i, vector());
            index.put(each);
            all.add(each);
        }
        for (int i = 0; i < all.size(); i += 3) {
            index.remove(all.get(i).key());
        }
        int found = 0;
        for (int i = 0; i < all.size(); i++) {
            KnownQuestion each = all.get(i);
            List<Near> near = index.nearest(each.place(), each.vector(), 8);
            assertThat(near)
                    .allMatch(one -> one.question().place().equals(each.place())
                            && !one.question().isGone());
            boolean first = near.get(0).question() == each;
            assertThat(first && i % 3 == 0).isFalse();
            found += first ? 1 : 0;
        }
        // Of 800 that are there; links lead astray now and then.
        assertThat(found).isGreaterThan(780);
    }

    @Test
    void room_thatIsFull_isLeftByTheOldestThatNobodyUsed() {
        long each = question(place(0, 0), "d100", vector()).weight();
        QuestionIndex small = new QuestionIndex(10 * each, Runnable::run);
        KnownQuestion used = question(place(0, 0), "d100", vector());
        small.put(used);
        for (int i = 101; i < 150; i++) {
            KnownQuestion next = question(place(0, 0), "d" + i, vector());
            small.put(next);
            used.use();
            assertThat(small.weight()).isLessThanOrEqualTo(10 * each);
        }

        assertThat(small.size()).isEqualTo(10);
        assertThat(small.nearest(place(0, 0), used.vector(), 1))
                .extracting(Near::question)
                .containsExactly(used);
    }

    @Test
    void space_forgotten_leavesTheOthers() {
        index.put(question(place(0, 0), "d1", vector()));
        Place other = new Place("t0/", "s0", "n/" + DIMENSIONS);
        index.put(question(other, "d2", vector()));

        index.forget("m/" + DIMENSIONS);

        assertThat(index.nearest(place(0, 0), vector(), 8)).isEmpty();
        assertThat(index.nearest(other, vector(), 8)).hasSize(1);
    }

    @Test
    void changes_whileOthersSearch_neverShowWhatWentBefore() throws Exception {
        ExecutorService background = Executors.newSingleThreadExecutor();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        QuestionIndex busy = new QuestionIndex(ROOM, background);
        AtomicBoolean over = new AtomicBoolean();
        KnownQuestion gone = question(place(0, 0), "gone", vector());
        busy.put(gone);
        busy.remove(gone.key());
        Future<Integer> reader = readers.submit(() -> {
            int searches = 0;
            while (!over.get()) {
                for (Near near : busy.nearest(place(0, 0), gone.vector(), 8)) {
                    assertThat(near.question()).isNotSameAs(gone);
                    assertThat(near.question().place()).isEqualTo(place(0, 0));
                }
                searches++;
            }
            return searches;
        });
        for (int i = 0; i < 1_000; i++) {
            busy.put(question(place(i % 4 == 0 ? 1 : 0, 0), "d" + i, vector()));
            if (i > 100 && i % 2 == 0) {
                busy.remove(new CacheKey("t0/", "d" + (i - 50)));
            }
        }
        over.set(true);

        assertThat(reader.get()).isPositive();
        readers.shutdownNow();
        background.shutdownNow();
    }
}
