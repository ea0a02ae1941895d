package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.http.KeptAnswer.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How long answers are kept, and which go first. */
class InMemoryAnswerStoreTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    private InMemoryAnswerStore store(int count, long bytes, long answerBytes) {
        return new InMemoryAnswerStore(
                new InMemoryAnswerStore.Limits(count, bytes, answerBytes, Duration.ofHours(24)), now::get);
    }

    private static KeptAnswer answer(int bytes) {
        return new KeptAnswer("print", 200, List.of(), new byte[bytes], Form.WHOLE);
    }

    @Test
    void answer_afterItsTime_isForgotten() {
        InMemoryAnswerStore store = store(10, 10_000, 10_000);
        store.put("a", answer(1));
        now.set(Instant.EPOCH.plus(Duration.ofHours(23)));
        assertThat(store.find("a")).isPresent();

        now.set(Instant.EPOCH.plus(Duration.ofHours(24)));

        assertThat(store.find("a")).isEmpty();
        assertThat(store.size()).isZero();
    }

    @Test
    void answers_whenTooMany_loseTheOldest() {
        InMemoryAnswerStore store = store(2, 10_000, 10_000);
        List.of("a", "b", "c").forEach(id -> store.put(id, answer(1)));

        assertThat(store.find("a")).isEmpty();
        assertThat(store.find("b")).isPresent();
        assertThat(store.find("c")).isPresent();
    }

    @Test
    void answers_whenTooLargeTogether_loseTheOldest() {
        InMemoryAnswerStore store = store(10, 2 * answer(1_000).weight(), 10_000);
        List.of("a", "b", "c").forEach(id -> store.put(id, answer(1_000)));

        assertThat(store.size()).isEqualTo(2);
        assertThat(store.find("a")).isEmpty();
    }

    @Test
    void answer_tooLargeByItself_isNotKeptAndDisplacesNobody() {
        InMemoryAnswerStore store = store(10, 10_000, 2_000);
        store.put("a", answer(1));

        store.put("b", answer(2_000));

        assertThat(store.find("b")).isEmpty();
        assertThat(store.find("a")).isPresent();
    }

    @Test
    void answer_putTwice_countsOnce() {
        InMemoryAnswerStore store = store(10, 2 * answer(1_000).weight(), 10_000);
        for (int i = 0; i < 5; i++) {
            store.put("a", answer(1_000));
        }
        store.put("b", answer(1_000));

        assertThat(store.size()).isEqualTo(2);
    }
}
