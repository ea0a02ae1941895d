package io.serai.processors.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.processors.cache.semantic.MeaningListener.Switch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models that are out of order, each in its own way, on a clock of the test. */
class EmbeddingWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicInteger moves = new AtomicInteger();
    private final List<String> turns = new ArrayList<>();
    private final Random random = new Random(3);
    private Fault fault = Fault.NONE;

    private final EmbeddingWatch watch = new EmbeddingWatch(
            this::embed,
            0.7,
            new EmbeddingWatch.Reports() {
                @Override
                public void switched(Switch to, String why) {
                    turns.add(to + ": " + why);
                }

                @Override
                public void moved() {
                    moves.incrementAndGet();
                }
            },
            Runnable::run,
            now::get);

    private enum Fault {
        NONE,
        CONSTANT,
        NEARLY_CONSTANT,
        ZERO,
        NOT_A_NUMBER,
        RANDOM,
        MIXED_DIMENSIONS,
        TOO_FEW,
        BROKEN,
        NONE_BUT_MOVED
    }

    private List<float[]> embed(List<String> texts) {
        checks.incrementAndGet();
        if (fault == Fault.BROKEN) {
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "The provider is away.");
        }
        List<float[]> vectors = new ArrayList<>();
        for (String text : texts) {
            vectors.add(vector(text, vectors.size()));
        }
        return fault == Fault.TOO_FEW ? vectors.subList(1, vectors.size()) : vectors;
    }

    private float[] vector(String text, int at) {
        float[] right = WordHashes.vector(text);
        return switch (fault) {
            case CONSTANT -> WordHashes.vector("always the same");
            case NEARLY_CONSTANT -> {
                float[] nearly = WordHashes.vector("always the same");
                nearly[at] += 0.01f;
                yield nearly;
            }
            case ZERO -> new float[right.length];
            case NOT_A_NUMBER -> {
                right[at] = Float.NaN;
                yield right;
            }
            case RANDOM -> {
                for (int i = 0; i < right.length; i++) {
                    right[i] = (float) random.nextGaussian();
                }
                yield right;
            }
            case MIXED_DIMENSIONS -> at == 3 ? new float[] {1, 2} : right;
            case NONE_BUT_MOVED -> {
                for (int i = 0; i < right.length / 2; i++) {
                    right[i] = -right[i];
                }
                yield right;
            }
            default -> right;
        };
    }

    private void later(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    @Test
    void model_inOrder_isReliable_andAskedAgainOnlyFromTimeToTime() {
        assertThat(watch.isReliable(PATIENCE)).isTrue();
        assertThat(watch.isReliable(PATIENCE)).isTrue();
        assertThat(checks).hasValue(1);
        later(Duration.ofMinutes(11));
        watch.isReliable(PATIENCE);
        assertThat(checks).hasValue(2);
        assertThat(turns).isEmpty();
        assertThat(moves).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "NONE_BUT_MOVED"})
    void model_outOfOrder_isSwitchedOffWithOneWord_andOnAgainOnceItHasRecovered(Fault kind) {
        fault = kind;

        assertThat(watch.isReliable(PATIENCE)).isFalse();
        later(Duration.ofSeconds(31));
        assertThat(watch.isReliable(PATIENCE)).isFalse();
        assertThat(turns).hasSize(1).allMatch(each -> each.startsWith("OFF: "));
        fault = Fault.NONE;
        assertThat(watch.isReliable(PATIENCE)).isFalse();
        later(Duration.ofSeconds(31));
        watch.isReliable(PATIENCE);

        assertThat(watch.isReliable(PATIENCE)).isTrue();
        assertThat(turns).hasSize(2).last().isEqualTo("ON: ");
    }

    @Test
    void model_thatBecomesConstant_isNoticedByWhatItSaysOfQuestions() {
        watch.isReliable(PATIENCE);
        List<String> words = List.of("apples", "trains", "taxes", "poems", "stars", "rivers", "engines", "cheese");

        for (int i = 0; i < 24 && watch.isReliable(PATIENCE); i++) {
            watch.saw(words.get(i % 8) + " number" + i, PackedVector.of(WordHashes.vector("same")));
        }

        assertThat(watch.isReliable(PATIENCE)).isFalse();
        assertThat(turns).containsExactly("OFF: different texts get the same vector");
    }

    @Test
    void equalQuestions_inManySpellings_areNoSignOfThat() {
        watch.isReliable(PATIENCE);

        for (int i = 0; i < 40; i++) {
            String text = (i % 2 == 0 ? "Reset my password" : "reset my PASSWORD") + "!".repeat(i % 5);
            watch.saw(text, PackedVector.of(WordHashes.vector(text)));
        }

        assertThat(watch.isReliable(PATIENCE)).isTrue();
    }

    @Test
    void dimensions_thatChange_switchItOffUntilTheNextCheck() {
        watch.isReliable(PATIENCE);
        fault = Fault.BROKEN;

        watch.saw("a question", PackedVector.of(new float[] {1, 2, 3}));

        assertThat(watch.isReliable(PATIENCE)).isFalse();
        assertThat(turns).containsExactly("OFF: vectors of 3 dimensions in place of 256");
    }

    @Test
    void failures_threeInARow_switchItOff_andFewerDoNot() {
        watch.isReliable(PATIENCE);
        watch.failed("timeout");
        watch.failed("timeout");
        watch.saw("a question", PackedVector.of(WordHashes.vector("a question")));
        watch.failed("timeout");
        watch.failed("timeout");
        assertThat(watch.isReliable(PATIENCE)).isTrue();

        watch.failed("timeout");

        assertThat(watch.isReliable(PATIENCE)).isFalse();
        assertThat(turns).containsExactly("OFF: 3 failures in a row, the last: timeout");
    }

    @Test
    void model_thatIsAnotherThanBefore_hasWhatWasKnownForgotten() {
        watch.isReliable(PATIENCE);
        fault = Fault.NONE_BUT_MOVED;
        later(Duration.ofMinutes(11));

        assertThat(watch.isReliable(PATIENCE)).isTrue();
        assertThat(moves).hasValue(1);
    }
}
