package io.serai.processors.cache.semantic;

import io.serai.processors.cache.semantic.MeaningListener.Switch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches over an embedding model: asks it about {@link ControlTexts} before the first question and from time to time, and looks at what it
 * says in between. What is out of order is switched off, and on again once the control texts are right. Thread-safe.
 */
final class EmbeddingWatch {

    private static final Duration RECHECK_ON = Duration.ofMinutes(10);
    private static final Duration RECHECK_OFF = Duration.ofSeconds(30);
    /** Failures in a row after which nobody waits for the next. */
    private static final int TOO_MANY_FAILURES = 3;
    /** Below it a text is not where it was: another model answers by the same name. */
    private static final double WHERE_IT_WAS = 0.95;

    private final TextEmbedding model;
    private final double threshold;
    private final Reports reports;
    private final Executor background;
    private final LongSupplier clock;

    private final AtomicReference<@Nullable CompletableFuture<Void>> firstCheck = new AtomicReference<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final RecentVectors recent = new RecentVectors();
    private final AtomicReference<Switch> state = new AtomicReference<>(Switch.OFF);
    private final AtomicBoolean checking = new AtomicBoolean();
    private volatile long nextCheck;
    private volatile List<float[]> before = List.of();
    private volatile boolean reported;

    /** Who wants to know. */
    interface Reports {
        void switched(Switch to, String why);

        /** Vectors of before mean nothing any more. */
        void moved();
    }

    EmbeddingWatch(
            TextEmbedding model, double threshold, Reports reports, Executor background, LongSupplier nanoClock) {
        this.model = model;
        this.threshold = threshold;
        this.reports = reports;
        this.background = background;
        this.clock = nanoClock;
    }

    /** Whether the model can be relied upon. The first who asks waits for the first check, as long as said. */
    boolean isReliable(Duration patience) {
        CompletableFuture<Void> first = firstCheck();
        await(first, patience);
        if (first.isDone() && clock.getAsLong() - nextCheck >= 0) {
            checkSoon();
        }
        return state.get() == Switch.ON;
    }

    /** It has said where a text points. */
    void saw(String text, PackedVector vector) {
        failures.set(0);
        List<float[]> known = before;
        if (!known.isEmpty() && known.get(0).length != vector.dimensions()) {
            off("vectors of " + vector.dimensions() + " dimensions in place of " + known.get(0).length);
            checkSoon();
        } else if (recent.addAndSuspect(text, vector)) {
            off("different texts get the same vector");
        }
    }

    /** It has failed to say so. */
    void failed(String why) {
        if (failures.incrementAndGet() >= TOO_MANY_FAILURES) {
            off(TOO_MANY_FAILURES + " failures in a row, the last: " + why);
        }
    }

    private CompletableFuture<Void> firstCheck() {
        CompletableFuture<Void> known = firstCheck.get();
        if (known != null) {
            return known;
        }
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletableFuture<Void> other = firstCheck.compareAndExchange(null, own);
        if (other != null) {
            return other;
        }
        checking.set(true);
        run(() -> {
            try {
                check();
            } finally {
                own.complete(null);
            }
        });
        return own;
    }

    private void checkSoon() {
        if (checking.compareAndSet(false, true)) {
            run(this::check);
        }
    }

    private void run(Runnable check) {
        try {
            background.execute(check);
        } catch (RejectedExecutionException e) {
            // It is being shut down.
            checking.set(false);
        }
    }

    private void check() {
        try {
            List<float[]> answer = model.embed(ControlTexts.all());
            Optional<String> fault = ControlTexts.fault(answer, threshold);
            if (fault.isPresent()) {
                off(fault.get());
            } else {
                on(answer);
            }
        } catch (RuntimeException e) {
            off("it fails: " + Failures.told(e));
        } finally {
            checking.set(false);
        }
    }

    private void on(List<float[]> answer) {
        List<float[]> old = before;
        before = answer;
        if (!old.isEmpty() && hasMoved(old, answer)) {
            reports.moved();
        }
        failures.set(0);
        recent.clear();
        nextCheck = clock.getAsLong() + RECHECK_ON.toNanos();
        if (state.getAndSet(Switch.ON) == Switch.OFF && reported) {
            reported = false;
            reports.switched(Switch.ON, "");
        }
    }

    private void off(String why) {
        nextCheck = clock.getAsLong() + RECHECK_OFF.toNanos();
        state.set(Switch.OFF);
        if (!reported) {
            reported = true;
            reports.switched(Switch.OFF, why);
        }
    }

    private static boolean hasMoved(List<float[]> old, List<float[]> now) {
        for (int i = 0; i < old.size(); i++) {
            if (old.get(i).length != now.get(i).length
                    || PackedVector.of(old.get(i)).cosine(PackedVector.of(now.get(i))) < WHERE_IT_WAS) {
                return true;
            }
        }
        return false;
    }

    private static void await(CompletableFuture<Void> check, Duration patience) {
        if (check.isDone()) {
            return;
        }
        try {
            check.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // It is off as long as nobody knows better.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
