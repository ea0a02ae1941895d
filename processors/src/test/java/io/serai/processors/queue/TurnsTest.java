package io.serai.processors.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who is served how often, simulated. */
class TurnsTest {

    private static final List<PriorityClass> CLASSES = PriorityClass.parse("high: 6, normal: 3, low: 1");

    private final Turns turns = new Turns(CLASSES);
    private final int[] waiting = new int[3];
    private final int[] served = new int[3];

    private void joins(int lane, int calls) {
        for (int i = 0; i < calls; i++) {
            if (waiting[lane]++ == 0) {
                turns.joined(lane);
            }
        }
    }

    private int serve() {
        int lane = turns.next(each -> waiting[each] > 0);
        if (lane >= 0) {
            waiting[lane]--;
            turns.took(lane);
            served[lane]++;
        }
        return lane;
    }

    @Test
    void turns_allAlwaysWaiting_areSharedByWeightAtAnyMoment() {
        for (int lane = 0; lane < 3; lane++) {
            joins(lane, 10_000);
        }

        for (int turn = 1; turn <= 10_000; turn++) {
            serve();
            for (int lane = 0; lane < 3; lane++) {
                double due = turn * CLASSES.get(lane).weight() / 10.0;
                assertThat((double) served[lane]).isEqualTo(due, within(1.5));
            }
        }
    }

    @Test
    void turns_lowestUnderConstantPressure_isNeverLeftOutForMoreThanItsShare() {
        joins(2, 1_000);
        int since = 0;
        for (int turn = 0; turn < 5_000; turn++) {
            joins(0, 1);
            joins(1, 1);
            since = serve() == 2 ? 0 : since + 1;
            assertThat(since).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void turns_classThatWasAway_hasNotSavedAnyUp() {
        joins(0, 2_000);
        for (int i = 0; i < 1_000; i++) {
            serve();
        }
        served[0] = 0;
        joins(2, 1_000);

        for (int i = 0; i < 700; i++) {
            serve();
        }

        assertThat(served[0]).isCloseTo(600, within(2));
        assertThat(served[2]).isCloseTo(100, within(2));
    }

    @Test
    void turns_loneClass_isServedAlways() {
        joins(2, 5);

        assertThat(List.of(serve(), serve(), serve(), serve(), serve(), serve()))
                .containsExactly(2, 2, 2, 2, 2, -1);
    }

    @Test
    void turns_randomArrivals_leaveNobodyUnserved() {
        Random random = new Random(7);
        int joined = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextBoolean()) {
                joins(random.nextInt(3), 1);
                joined++;
            } else {
                serve();
            }
        }
        while (serve() >= 0) {}

        assertThat(served[0] + served[1] + served[2]).isEqualTo(joined);
    }

    @Test
    void dilution_isTheShareOfThoseThatWait() {
        assertThat(turns.dilution(0, lane -> true)).isEqualTo(10 / 6.0, within(1e-6));
        assertThat(turns.dilution(2, lane -> true)).isEqualTo(10, within(1e-6));
        assertThat(turns.dilution(1, lane -> false)).isEqualTo(1, within(1e-6));
    }
}
