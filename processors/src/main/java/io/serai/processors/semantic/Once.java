package io.serai.processors.semantic;

import io.serai.api.error.SeraiException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made when it is first wanted, by one caller, for whom the others wait. Where that fails, it is tried again by whoever
 * comes after a rest. Thread-safe.
 */
final class Once<T> {

    private final AtomicReference<@Nullable CompletableFuture<T>> current = new AtomicReference<>();
    private final LongSupplier clock;
    private final Duration rest;
    private volatile long notBefore = Long.MIN_VALUE;

    /** @param rest after a failure */
    Once(LongSupplier clock, Duration rest) {
        this.clock = clock;
        this.rest = rest;
    }

    /**
     * The value, made by the calling thread if nobody else has begun.
     *
     * @param patience with another thread that makes it
     * @throws SeraiException where it could not be made
     * @throws Unavailable where it is not there now
     */
    T get(Supplier<T> maker, Duration patience) {
        CompletableFuture<T> known = current.get();
        while (known == null) {
            if (clock.getAsLong() < notBefore) {
                throw new Unavailable("rests after a failure");
            }
            CompletableFuture<T> own = new CompletableFuture<>();
            if (current.compareAndSet(null, own)) {
                return make(own, maker);
            }
            known = current.get();
        }
        return await(known, patience);
    }

    /** The value, where it has been made. */
    Optional<T> known() {
        CompletableFuture<T> made = current.get();
        return made == null || !made.isDone() || made.isCompletedExceptionally()
                ? Optional.empty()
                : Optional.of(made.join());
    }

    private T make(CompletableFuture<T> own, Supplier<T> maker) {
        try {
            T made = maker.get();
            own.complete(made);
            return made;
        } catch (RuntimeException | Error e) {
            notBefore = clock.getAsLong() + rest.toNanos();
            current.set(null);
            own.completeExceptionally(e);
            throw e;
        }
    }

    private T await(CompletableFuture<T> making, Duration patience) {
        try {
            return making.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Unavailable("takes too long");
        } catch (ExecutionException e) {
            throw new Unavailable("could not be made");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("was not waited for");
        }
    }

    /** The value is not there now. */
    static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unavailable(String why) {
            super(why, null, false, false);
        }
    }
}
