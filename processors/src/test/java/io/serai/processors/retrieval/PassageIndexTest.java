package io.serai.processors.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PassageIndexTest {

    private final PassageIndex index = new PassageIndex();

    @Test
    void best_passages_comeByLikeness() {
        index.add(passage("a", "east"), new float[] {2, 0});
        index.add(passage("a", "north"), new float[] {0, 3});
        index.add(passage("b", "west"), new float[] {-1, 0});
        index.add(passage("b", "other model"), new float[] {1, 0, 0});
        index.add(passage("b", "nowhere"), new float[] {0, 0});

        assertThat(index.best(new float[] {1, 0.1f}, 2, -1))
                .extracting(match -> match.passage().text())
                .containsExactly("east", "north");
        assertThat(index.best(new float[] {1, 0.1f}, 9, 0.5))
                .singleElement()
                .satisfies(match -> assertThat(match.score()).isBetween(0.99, 1.0));
        assertThat(index.best(new float[] {1, 0}, 0, -1)).isEmpty();
    }

    @Test
    void replace_source_leavesOthersAlone() {
        index.add(passage("a", "old"), new float[] {1, 0});
        index.add(passage("b", "kept"), new float[] {1, 0});

        index.replace("a", List.of(passage("a", "new")), List.of(new float[] {1, 0}));

        assertThat(index.best(new float[] {1, 0}, 9, 0))
                .extracting(match -> match.passage().text())
                .containsExactlyInAnyOrder("kept", "new");
        index.replace("a", List.of(), List.of());
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void replace_vectorsMissing_isRefused() {
        assertThatThrownBy(() -> index.replace("a", List.of(passage("a", "x")), List.of()))
                .hasMessageContaining("expected 1 vectors for a, found 0");
    }

    @Test
    void replace_whileOthersRead_isSeenWholeOrNotAtAll() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                String source = "s" + t;
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 300; i++) {
                        Passage passage = passage(source, "x");
                        float[] vector = {1, 0};
                        index.replace(source, List.of(passage, passage, passage), List.of(vector, vector, vector));
                    }
                }));
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 300; i++) {
                        assertThat(index.best(new float[] {1, 0}, 99, 0).size() % 3)
                                .isZero();
                    }
                }));
            }
            for (Future<?> one : work) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(index.size()).isEqualTo(6);
    }

    private static Passage passage(String source, String text) {
        return new Passage(source, "", text);
    }
}
