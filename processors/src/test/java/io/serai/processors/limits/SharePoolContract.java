package io.serai.processors.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What every pool promises, whether its nodes are in one process or in several. */
public abstract class SharePoolContract {

    private static final long HOUR = 3_600_000;
    private static final long NOON = 1_700_006_400_000L;
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** As one of three nodes sees the pool: 0, 1 or 2; the same each time. */
    protected abstract SharePool node(int index);

    private static Counter hour(String limit, long capacity) {
        return new Counter(limit, capacity, NOON, NOON + HOUR, null);
    }

    /** A minute's part of a rolling hour. */
    private static Counter rolling(String limit, long capacity, int minute) {
        long from = NOON + minute * 60_000L;
        return new Counter(limit, capacity, from, from + 60_000, Duration.ofHours(1));
    }

    private static String limit() {
        return "lim_" + NAMES.incrementAndGet();
    }

    private Counter opened(Counter counter) {
        for (int i = 0; i < 3; i++) {
            node(i).open(counter, () -> 0);
        }
        return counter;
    }

    @Test
    void take_enoughIsLeft_isWhatIsNeededAndAPartOfTheRest() {
        Counter counter = opened(hour(limit(), 1_700));

        assertThat(node(0).take(counter, 100, 1_000)).isEqualTo(200);
        assertThat(node(1).take(counter, 100, 110)).isEqualTo(110);
        assertThat(node(2).taken(counter)).isEqualTo(310);
    }

    @Test
    void take_fewAreLeft_isJustWhatIsNeeded() {
        Counter counter = opened(hour(limit(), 10));

        assertThat(node(0).take(counter, 1, 8)).isEqualTo(1);
        assertThat(node(1).take(counter, 9, 9)).isEqualTo(9);
        assertThat(node(2).take(counter, 1, 8)).isZero();
        assertThat(node(2).take(counter, 1, 1)).isZero();
    }

    @Test
    void take_lessIsLeftThanNeeded_takesNothing() {
        Counter counter = opened(hour(limit(), 10));

        assertThat(node(0).take(counter, 11, 11)).isZero();
        assertThat(node(1).take(counter, 10, 10)).isEqualTo(10);
    }

    @Test
    void giveBack_ofOneNode_isThereForAnother() {
        Counter counter = opened(hour(limit(), 10));
        node(0).take(counter, 10, 10);

        node(0).giveBack(counter, 4);

        assertThat(node(1).take(counter, 5, 5)).isZero();
        assertThat(node(1).take(counter, 4, 4)).isEqualTo(4);
    }

    @Test
    void overdraw_moreThanIsLeft_countsAllTheSame() {
        Counter counter = opened(hour(limit(), 10));

        node(0).overdraw(counter, 15);

        assertThat(node(1).taken(counter)).isEqualTo(15);
        node(0).giveBack(counter, 6);
        assertThat(node(2).take(counter, 1, 1)).isEqualTo(1);
        assertThat(node(2).take(counter, 1, 1)).isZero();
    }

    @Test
    void take_capacityHasChanged_goesByTheNewOne() {
        String limit = limit();
        Counter counter = opened(hour(limit, 10));
        node(0).take(counter, 10, 10);

        assertThat(node(1).take(hour(limit, 12), 2, 2)).isEqualTo(2);
        assertThat(node(1).take(hour(limit, 5), 1, 1)).isZero();
    }

    @Test
    void take_nextWindow_isFullAgain() {
        String limit = limit();
        opened(hour(limit, 10));
        node(0).take(hour(limit, 10), 10, 10);
        Counter next = opened(new Counter(limit, 10, NOON + HOUR, NOON + 2 * HOUR, null));

        assertThat(node(1).take(next, 10, 10)).isEqualTo(10);
        assertThat(node(2).take(hour(limit, 10), 1, 1)).isZero();
    }

    @Test
    void take_rolling_countsAllWindowsThatItLooksBackOn() {
        String limit = limit();
        opened(rolling(limit, 10, 0));
        assertThat(node(0).take(rolling(limit, 10, 0), 6, 6)).isEqualTo(6);
        opened(rolling(limit, 10, 30));
        assertThat(node(1).take(rolling(limit, 10, 30), 5, 5)).isZero();
        assertThat(node(1).take(rolling(limit, 10, 30), 4, 4)).isEqualTo(4);
        opened(rolling(limit, 10, 60));

        assertThat(node(2).take(rolling(limit, 10, 60), 1, 1)).isZero();
        opened(rolling(limit, 10, 61));
        assertThat(node(2).taken(rolling(limit, 10, 61))).isEqualTo(4);
        assertThat(node(2).take(rolling(limit, 10, 61), 6, 6)).isEqualTo(6);
    }

    @Test
    void take_rollingAndLate_countsWhatCameAfter() {
        String limit = limit();
        opened(rolling(limit, 10, 0));
        opened(rolling(limit, 10, 1));
        node(0).take(rolling(limit, 10, 1), 10, 10);

        assertThat(node(1).take(rolling(limit, 10, 0), 1, 1)).isZero();
    }

    @Test
    void open_nobodyKnowsIt_whatWasUsedCountsOnce() {
        Counter counter = hour(limit(), 10);
        for (int i = 0; i < 3; i++) {
            node(i).open(counter, () -> 7);
        }

        assertThat(node(0).taken(counter)).isEqualTo(7);
        assertThat(node(1).take(counter, 3, 3)).isEqualTo(3);
        assertThat(node(2).take(counter, 1, 1)).isZero();
    }

    @Test
    void open_somebodyKnowsIt_doesNotAsk() {
        Counter counter = opened(hour(limit(), 10));

        node(1).open(counter, () -> {
            throw new AssertionError("asked");
        });

        assertThat(node(1).taken(counter)).isZero();
    }

    @Test
    void open_whatWasUsedCantBeKnown_staysUnknown() {
        Counter counter = hour(limit(), 10);
        assertThatThrownBy(() -> node(0).open(counter, () -> {
                    throw new IllegalStateException("away");
                }))
                .hasStackTraceContaining("away");

        node(1).open(counter, () -> 7);

        assertThat(node(2).taken(counter)).isEqualTo(7);
    }

    @Test
    void open_rollingWithAnEarlierWindowKnown_doesNotAsk() {
        String limit = limit();
        opened(rolling(limit, 10, 0));
        node(0).take(rolling(limit, 10, 0), 6, 6);

        node(1).open(rolling(limit, 10, 5), () -> 6);

        assertThat(node(1).taken(rolling(limit, 10, 5))).isEqualTo(6);
    }

    @Test
    void take_exactlyWhatIsNeededAndNothingLeft_callsBackWhatOthersHold() {
        Counter counter = opened(hour(limit(), 10));
        AtomicLong idle = new AtomicLong(node(0).take(counter, 8, 8));
        node(0).onRecall((asked, most) -> {
            if (!asked.limit().equals(counter.limit())) {
                return 0;
            }
            long given = Math.min(most, idle.get());
            idle.addAndGet(-given);
            return given;
        });
        node(1).take(counter, 2, 2);

        assertThat(node(2).take(counter, 3, 9)).isZero();
        assertThat(idle).hasValue(8);
        assertThat(node(2).take(counter, 3, 3)).isEqualTo(3);
        assertThat(idle).hasValue(5);
        assertThat(node(2).take(counter, 6, 6)).isZero();
    }

    /** F31: two hundred at once. */
    @Test
    void take_manyAtOnce_exactlyAsManyAsThereAre() throws Exception {
        Counter counter = opened(hour(limit(), 100));

        assertThat(admitted(counter, 200)).isEqualTo(100);
        assertThat(node(0).taken(counter)).isEqualTo(100);
    }

    private long admitted(Counter counter, int callers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Long>> taken = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                SharePool node = node(i % 3);
                Callable<Long> taking = () -> {
                    start.await();
                    return node.take(counter, 1, 1);
                };
                taken.add(threads.submit(taking));
            }
            start.countDown();
            long sum = 0;
            for (Future<Long> one : taken) {
                sum += one.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
        }
    }
}
