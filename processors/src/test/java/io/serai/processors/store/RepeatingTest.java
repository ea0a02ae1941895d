package io.serai.processors.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatingTest {

    private final AtomicInteger times = new AtomicInteger();

    @Test
    void work_isDoneAgainAndAgain_alsoAfterItFailed() {
        try (Repeating repeating = new Repeating("count", Duration.ofMillis(5), () -> {
            if (times.incrementAndGet() < 3) {
                throw new IllegalStateException("as the test wants it");
            }
        })) {
            repeating.start();
            await().until(() -> times.get() > 4);
        }
    }

    @Test
    void poke_longBeforeItsTime_doesItNow() {
        try (Repeating repeating = new Repeating("count", Duration.ofHours(1), times::incrementAndGet)) {
            repeating.start();
            repeating.poke();
            await().until(() -> times.get() == 1);
        }
    }

    @Test
    void close_endsIt() {
        Repeating repeating = new Repeating("count", Duration.ofHours(1), times::incrementAndGet);
        repeating.start();
        repeating.close();
        repeating.poke();
        repeating.start();
        assertEquals(0, times.get());
    }
}
