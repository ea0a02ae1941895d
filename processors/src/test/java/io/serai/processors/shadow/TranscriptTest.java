package io.serai.processors.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ChatResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private static final ChatEnvelope ENVELOPE = new ChatEnvelope("id", 0, "m");

    private final Transcript transcript = new Transcript();

    @Test
    void stream_short_isKeptWhole() {
        transcript.add(ENVELOPE.chunk(0, ChatDelta.role()));
        assertThat(transcript.hasSaid()).isFalse();
        transcript.add(ENVELOPE.chunk(0, ChatDelta.text("fi")));
        assertThat(transcript.hasSaid()).isTrue();
        transcript.add(ENVELOPE.chunk(0, ChatDelta.text("ne")));
        transcript.add(ENVELOPE.finish(0, "stop"));

        assertThat(transcript.characters()).isEqualTo(4);
        assertThat(transcript.answer().map(answer -> new ChatResponse(answer).text()))
                .contains("fine");
    }

    @Test
    void stream_tooLong_isCountedButNotKept() {
        String kilo = "x".repeat(1024);
        for (int i = 0; i < 1500; i++) {
            transcript.add(ENVELOPE.chunk(0, ChatDelta.text(kilo)));
        }

        assertThat(transcript.characters()).isEqualTo(1500 * 1024);
        assertThat(transcript.answer()).isEmpty();
    }

    @Test
    void stream_ofCountlessEmptyChunks_isNotKeptForEver() {
        for (int i = 0; i < 20_000; i++) {
            transcript.add(ENVELOPE.chunk(0, Map.of()));
        }

        assertThat(transcript.answer()).isEmpty();
        assertThat(transcript.hasSaid()).isFalse();
    }

    @Test
    void stream_ofSeveralChoices_isMeasuredByTheFirst() {
        transcript.add(ENVELOPE.chunk(0, ChatDelta.text("one")));
        transcript.add(ENVELOPE.chunk(1, ChatDelta.text("another")));

        assertThat(transcript.characters()).isEqualTo(3);
    }

    @Test
    void stream_ofToolCalls_hasSaidSomething() {
        transcript.add(ENVELOPE.chunk(0, ChatDelta.toolCall(0, "a", "f", "{}")));
        transcript.add(Map.of("choices", List.of()));

        assertThat(transcript.hasSaid()).isTrue();
        assertThat(transcript.characters()).isZero();
    }
}
