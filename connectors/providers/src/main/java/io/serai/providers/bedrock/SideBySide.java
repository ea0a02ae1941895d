package io.serai.providers.bedrock;

import io.serai.api.call.Cancellation;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Calls that are made at the same time, a few of them by helpers, and answered together. The thread that asks works too, so that all get done
 * where no helper is to be had. The first failure ends the others.
 */
final class SideBySide {

    private final List<ProviderCall> calls;
    private final Backend backend;
    private final Cancellation together;
    private final AtomicReferenceArray<Map<String, Object>> answers;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch left;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    /** @param together ends all calls */
    SideBySide(List<ProviderCall> calls, Backend backend, Cancellation together) {
        this.calls = calls;
        this.backend = backend;
        this.together = together;
        this.answers = new AtomicReferenceArray<>(calls.size());
        this.left = new CountDownLatch(calls.size());
    }

    /** The answers, in the order of the calls. */
    List<Map<String, Object>> run(Executor helpers, int most) {
        try {
            for (int i = 0; i < Math.min(most, calls.size() - 1); i++) {
                helpers.execute(this::work);
            }
        } catch (RejectedExecutionException e) {
            // Others have all the helpers: this thread does it alone.
        }
        work();
        try {
            left.await();
        } catch (InterruptedException e) {
            together.cancel();
            Thread.currentThread().interrupt();
            throw new CallerException(ErrorKind.CALLER_GONE, "the call has been interrupted");
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        List<Map<String, Object>> all = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            all.add(Objects.requireNonNull(answers.get(i)));
        }
        return all;
    }

    private void work() {
        for (int i = next.getAndIncrement(); i < calls.size(); i = next.getAndIncrement()) {
            try {
                if (failure.get() == null) {
                    answers.set(i, backend.answer(calls.get(i)));
                }
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
                together.cancel();
            } finally {
                left.countDown();
            }
        }
    }
}
