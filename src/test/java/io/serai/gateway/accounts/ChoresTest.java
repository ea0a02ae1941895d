package io.serai.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChoresTest {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private static void hang(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void once_whileTheDatabaseIsAway_isDoneLaterInOrderAndOtherFailuresAreGivenUp() {
        List<String> done = new CopyOnWriteArrayList<>();
        AtomicInteger tries = new AtomicInteger();
        try (Chores chores = new Chores(PAUSE)) {
            chores.once("tell first", () -> {
                if (tries.incrementAndGet() < 3) {
                    throw new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "away");
                }
                done.add("first");
            });
            chores.once("tell what can't be told", () -> {
                throw new IllegalStateException("no such tenant");
            });
            chores.once("tell second", () -> done.add("second"));

            await().until(() -> done.size() == 2);
            assertThat(done).containsExactly("first", "second");
        }
    }

    @Test
    void every_anotherChoreHangs_isDoneAllTheSame() {
        CountDownLatch back = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        try (Chores chores = new Chores(PAUSE)) {
            chores.once("hang", () -> hang(back));
            chores.every(PAUSE, "hang as well", () -> hang(back));
            chores.every(PAUSE, "look", looks::incrementAndGet);

            await().until(() -> looks.get() > 2);
            back.countDown();
        }
    }
}
