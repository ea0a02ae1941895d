package io.serai.processors.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.cache.CacheKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QuestionNoteTest {

    private static final QuestionNote NOTE =
            new QuestionNote("ab12", "embedder/3", "Wie groß ist „es“? 日本", PackedVector.of(new float[] {1, -2, 3}));

    @Test
    void note_read_isWhatWasWritten() {
        QuestionNote read = QuestionNote.read(NOTE.bytes()).orElseThrow();

        assertThat(read.text()).isEqualTo(NOTE.text());
        assertThat(read.vector().bytes()).containsExactly(NOTE.vector().bytes());
        KnownQuestion question = read.of(new CacheKey("acme/", "d1"));
        assertThat(question.place()).isEqualTo(new Place("acme/", "ab12", "embedder/3"));
        assertThat(question.key()).isEqualTo(new CacheKey("acme/", "d1"));
    }

    @Test
    void note_cutAnywhere_isNone() {
        byte[] bytes = NOTE.bytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(QuestionNote.read(Arrays.copyOf(bytes, length))).isEmpty();
        }
    }

    @Test
    void note_ofAnotherVersion_isPassedOver() {
        byte[] bytes = NOTE.bytes();
        bytes[0] = 9;

        assertThat(QuestionNote.read(bytes)).isEmpty();
    }
}
