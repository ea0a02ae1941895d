package io.serai.processors.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OnceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final Once<String> once = new Once<>(now::get, Duration.ofSeconds(5));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private String make() {
        made.incrementAndGet();
        return "value";
    }

    private static String fail() {
        throw new IllegalStateException("broken on purpose");
    }

    @Test
    void value_wantedByManyAtOnce_isMadeOnceForAll() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Supplier<String> slow = () -> {
            begun.countDown();
            await().until(() -> end.getCount() == 0);
            return make();
        };
        List<Future<String>> all = new ArrayList<>();
        all.add(threads.submit(() -> once.get(slow, PATIENCE)));
        begun.await();
        for (int i = 0; i < 20; i++) {
            all.add(threads.submit(() -> once.get(this::make, PATIENCE)));
        }

        end.countDown();

        for (Future<String> each : all) {
            assertThat(each.get()).isEqualTo("value");
        }
        assertThat(made).hasValue(1);
        assertThat(once.get(this::make, PATIENCE)).isEqualTo("value");
        assertThat(made).hasValue(1);
    }

    @Test
    void value_thatOthersMakeTooSlowly_isNotWaitedForLonger() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<String> maker = threads.submit(() -> once.get(
                () -> {
                    begun.countDown();
                    await().until(() -> end.getCount() == 0);
                    return make();
                },
                PATIENCE));
        begun.await();

        assertThatThrownBy(() -> once.get(this::make, Duration.ofMillis(10))).isInstanceOf(Once.Unavailable.class);
        end.countDown();
        maker.get();
        assertThat(once.get(this::make, PATIENCE)).isEqualTo("value");
    }

    @Test
    void value_thatFailed_isTriedAgainAfterARest() {
        assertThatThrownBy(() -> once.get(OnceTest::fail, PATIENCE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> once.get(this::make, PATIENCE)).isInstanceOf(Once.Unavailable.class);
        now.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(once.get(this::make, PATIENCE)).isEqualTo("value");
        assertThat(made).hasValue(1);
    }
}
