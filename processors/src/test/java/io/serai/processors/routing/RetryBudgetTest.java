package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A fifth of the calls, and ten a second. */
class RetryBudgetTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RetryBudget budget = new RetryBudget(0);

    private int taken(int wanted, long now) {
        int taken = 0;
        for (int i = 0; i < wanted; i++) {
            taken += budget.take(now) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void retries_withoutCalls_areTenASecond() {
        assertThat(taken(50, 0)).isEqualTo(10);
        assertThat(taken(50, SECOND / 2)).isEqualTo(5);
        assertThat(taken(50, SECOND)).isEqualTo(5);
        int all = 0;
        for (int millis = 1_001; millis <= 11_000; millis++) {
            all += taken(2, Duration.ofMillis(millis).toNanos());
        }
        assertThat(all).isEqualTo(100);
    }

    @Test
    void retries_ofManyCalls_areAFifthOfThem() {
        taken(50, 0);
        int all = 0;
        for (int call = 0; call < 10_000; call++) {
            budget.called();
            all += taken(3, 0);
        }
        assertThat(all).isEqualTo(2_000);
    }

    @Test
    void retries_afterAQuietTime_areNoMoreAtOnceThanInAnySecond() {
        taken(50, 0);

        assertThat(taken(500, 3_600 * SECOND)).isEqualTo(10);
    }

    @Test
    void retries_ofManyThreads_areNoMoreThanThereAre() throws Exception {
        taken(50, 0);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> parts = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                parts.add(callers.submit(() -> {
                    int all = 0;
                    for (int call = 0; call < 1_000; call++) {
                        budget.called();
                        all += taken(1, 0);
                    }
                    return all;
                }));
            }
            int all = 0;
            for (Future<Integer> part : parts) {
                all += part.get();
            }
            assertThat(all + taken(50, 0)).isEqualTo(8_000 / 5);
        } finally {
            callers.shutdownNow();
        }
    }
}
