package io.serai.processors.cache;

import static io.serai.processors.cache.CacheLab.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An answer that is told word by word. */
class PacedStreamTest {

    private static final Duration PACE = Duration.ofMillis(20);

    private final List<Duration> pauses = new ArrayList<>();

    private PacedStream stream(String text) {
        return new PacedStream(answer(text, "stop"), PACE, (pace, closed) -> {
            pauses.add(pace);
            return closed.getCount() == 0;
        });
    }

    @Test
    void words_comeOneByOne_andTogetherAreTheAnswer() {
        PacedStream paced = stream("One  two\nthree ");
        List<Object> told = new ArrayList<>();
        paced.forEachRemaining(told::add);

        assertThat(told).hasSize(6);
        assertThat(pauses).hasSize(5).containsOnly(PACE);
        assertThat(stream("One  two\nthree ").collect()).isEqualTo(answer("One  two\nthree ", "stop"));
        assertThat(PacedStream.words("One  two\nthree ")).containsExactly("One", "  two", "\nthree", " ");
    }

    @Test
    void emptyAnswer_isTold() {
        assertThat(stream("").collect())
                .isEqualTo(ChatStream.of(answer("", "stop")).collect());
    }

    @Test
    void readiness_isTold_soThatWhatWasSaidIsSentBeforeThePause() {
        PacedStream paced = stream("One two");
        assertThat(paced.isReady()).isTrue();
        paced.next();

        assertThat(paced.isReady()).isFalse();
    }

    @Test
    void close_endsThePause() {
        PacedStream paced = stream("One two");
        paced.next();
        paced.close();

        assertThatThrownBy(paced::hasNext).isInstanceOf(CallerException.class);
    }
}
