package io.serai.gateway.http;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what is being handled, and says when it is too much, or over. Thread-safe. */
final class Admission {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final HttpSettings.Limits limits;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean draining;

    Admission(HttpSettings.Limits limits) {
        this.limits = limits;
    }

    /** Takes a request in, or says why not. A request that was taken in must {@link #leave()}. */
    @Nullable
    SeraiException enter() {
        // Counted before the look at the flag, so that whoever drains sees everybody who gets past it.
        int running = requests.incrementAndGet();
        if (draining) {
            requests.decrementAndGet();
            return new GatewayException(ErrorKind.GATEWAY_DRAINING, "The gateway is shutting down.")
                    .withRetryAfter(SOON);
        }
        if (running > limits.requests()) {
            requests.decrementAndGet();
            return overloaded("The gateway handles as many requests as it can at the moment.");
        }
        return null;
    }

    void leave() {
        requests.decrementAndGet();
    }

    /** Reserves room for a body, or says why not. What was reserved must be {@link #release released}. */
    @Nullable
    SeraiException reserve(long count) {
        if (bytes.addAndGet(count) > limits.bodiesInFlight()) {
            bytes.addAndGet(-count);
            return overloaded("The gateway holds as many request bodies as it can at the moment.");
        }
        return null;
    }

    void release(long count) {
        bytes.addAndGet(-count);
    }

    /** From now on nobody is taken in. */
    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    /** Requests that have been taken in and have not left. */
    int running() {
        return requests.get();
    }

    private static SeraiException overloaded(String message) {
        return new GatewayException(ErrorKind.GATEWAY_OVERLOADED, message).withRetryAfter(SOON);
    }
}
