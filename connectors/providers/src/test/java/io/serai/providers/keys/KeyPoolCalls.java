package io.serai.providers.keys;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.Deadline;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.standing.Standings;
import io.serai.providers.spi.NotConfigured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Calls with the keys of a pool, some of which fail as a test says, on a clock of its own. */
abstract class KeyPoolCalls {

    static final String MODEL = "gpt";

    final AtomicLong clock = new AtomicLong(1);
    final Map<String, Supplier<SeraiException>> failing = new ConcurrentHashMap<>();
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    final List<String> lost = new CopyOnWriteArrayList<>();
    final Standings standings = Standings.ofThisNode();
    Optional<Duration> retryRefused = Optional.empty();

    KeyPool pool(int... weights) {
        List<KeyEntry> entries = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            entries.add(new KeyEntry(String.valueOf(i + 1), "sk-" + i, weights[i]));
        }
        return new KeyPool(
                "openai",
                entries,
                entry -> new NotConfigured(entry.label()),
                retryRefused,
                new KeyWatch(
                        standings, (provider, key, reason) -> lost.add(provider + "#" + key + " " + reason.label())),
                clock::get,
                threadSafe(new Random(42)));
    }

    static Supplier<Random> threadSafe(Random random) {
        return () -> random;
    }

    void call(KeyPool pool) {
        call(pool, MODEL);
    }

    void call(KeyPool pool, String model) {
        pool.call(model, Deadline.NEVER, use -> {
            asked.add(use.label());
            Supplier<SeraiException> failure = failing.get(use.label());
            if (failure != null) {
                throw failure.get();
            }
        });
    }

    SeraiException failure(KeyPool pool) {
        asked.clear();
        return catchThrowableOfType(SeraiException.class, () -> call(pool));
    }

    void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    static SeraiException limited(Duration retryAfter) {
        return new ProviderException(ErrorKind.PROVIDER_RATE_LIMITED, "limited").withRetryAfter(retryAfter);
    }

    static SeraiException usedUp() {
        return limited(null).withCode("insufficient_quota");
    }

    static SeraiException refused() {
        return new ProviderException(ErrorKind.PROVIDER_AUTH, "refused");
    }

    static SeraiException forbidden() {
        return refused().withCode("provider_forbidden");
    }

    void callUntil(KeyPool pool, String key) {
        int before = asked.size();
        for (int i = 0; i < 1000; i++) {
            call(pool);
            if (asked.subList(before, asked.size()).contains(key)) {
                return;
            }
        }
        throw new AssertionError("key " + key + " is not asked");
    }
}
