package io.serai.processors.cache.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Goes on when it is told to. */
final class HandClock implements InstantSource {

    private final AtomicLong now = new AtomicLong(1_750_000_000_000L);

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now.get());
    }

    @Override
    public long millis() {
        return now.get();
    }

    void advance(Duration time) {
        now.addAndGet(time.toMillis());
    }
}
