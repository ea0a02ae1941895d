package io.serai.providers.keys;

import io.serai.api.call.Deadline;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.KeyListener.Reason;
import io.serai.api.standing.StandingClock;
import io.serai.providers.spi.Backend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several keys of one provider. A call is made by one of those that do not rest, chosen by chance as often as its weight says; where the
 * provider refuses it because of the key, by another, each once. Thread-safe.
 */
public final class KeyPool {

    private static final long ALL = -1;
    private static final Logger LOG = LoggerFactory.getLogger(KeyPool.class);

    private final String provider;
    private final PooledKey[] keys;
    private final KeyWatch watch;
    private final LongSupplier clock;
    private final Supplier<? extends RandomGenerator> random;

    /**
     * @param open opens the provider with one key
     * @param retryDead after how long a key that was refused is tried again; empty for never
     */
    public static KeyPool of(
            String provider,
            List<KeyEntry> entries,
            Function<KeyEntry, Backend> open,
            Optional<Duration> retryDead,
            KeyWatch watch) {
        return new KeyPool(provider, entries, open, retryDead, watch, StandingClock::nanos, ThreadLocalRandom::current);
    }

    KeyPool(
            String provider,
            List<KeyEntry> entries,
            Function<KeyEntry, Backend> open,
            Optional<Duration> retryDead,
            KeyWatch watch,
            LongSupplier clock,
            Supplier<? extends RandomGenerator> random) {
        long retry = retryDead.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        this.provider = provider;
        this.keys = entries.stream()
                .map(entry -> new PooledKey(provider, entry, open.apply(entry), retry, watch.standings()))
                .toArray(PooledKey[]::new);
        this.watch = watch;
        this.clock = clock;
        this.random = random;
    }

    /** The provider as called by the first key, for what does not depend on the key. */
    public Backend first() {
        return keys[0].backend();
    }

    /** Makes a call that any key may be used for. */
    public void call(String model, Deadline deadline, Consumer<KeyUse> attempt) {
        call(model, ALL, deadline, attempt);
    }

    /**
     * Makes a call that has content in it which one account alone can read, by that account's key; by any where there is none such, or it
     * is refused: the secret may have been replaced under another label, and the provider knows.
     *
     * @param account as {@link KeyEntry#account} tells it
     */
    public void call(String model, String account, Deadline deadline, Consumer<KeyUse> attempt) {
        call(model, keysOf(account), deadline, attempt);
    }

    private long keysOf(String account) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].account().equals(account) && keys[i].isAlive(now())) {
                return 1L << i;
            }
        }
        return ALL;
    }

    /**
     * Makes a call by one key after another, until one succeeds or fails for another reason than its key.
     *
     * @param usable by positions
     * @param attempt makes the call, and breaks where it fails
     * @throws SeraiException the failure of the call; where all keys rest, {@code provider_rate_limited} with the time until the first comes
     *     back
     */
    private void call(String model, long usable, Deadline deadline, Consumer<KeyUse> attempt) {
        long tried = 0;
        SeraiException failure = null;
        for (int chosen = begin(model, usable); chosen >= 0; chosen = begin(model, usable & ~tried)) {
            tried |= 1L << chosen;
            SeraiException refusal = attempt(new KeyUse(this, keys[chosen], model, now()), attempt);
            if (refusal == null) {
                return;
            }
            // A limit passes: a caller who hears of it knows when to come back.
            failure = failure == null || failure.kind() == ErrorKind.PROVIDER_AUTH ? refusal : failure;
            if (deadline.remainingNanos() <= 0) {
                break;
            }
        }
        if (failure == null) {
            failure = asTheNearest(model, usable, attempt);
        }
        if (failure != null) {
            throw told(failure, usable, tried, model);
        }
    }

    /** @return how the key was refused, null where the call succeeded */
    private static @Nullable SeraiException attempt(KeyUse use, Consumer<KeyUse> attempt) {
        try {
            attempt.accept(use);
            use.accepted();
            return null;
        } catch (RuntimeException | Error e) {
            SeraiException failure = SeraiException.of(e);
            if (!KeyUse.isTheKeys(failure)) {
                use.abandoned();
                throw e;
            }
            use.refused(failure);
            return failure;
        }
    }

    /** All rest: the one whose rest is over soonest is tried now, unless the provider has said when to come back. */
    private @Nullable SeraiException asTheNearest(String model, long usable, Consumer<KeyUse> attempt) {
        long now = now();
        PooledKey nearest = null;
        for (int i = 0; i < keys.length; i++) {
            PooledKey key = keys[i];
            if (isIn(usable, i)
                    && key.isAlive(now)
                    && (nearest == null || key.rests(model, now) < nearest.rests(model, now))) {
                nearest = key;
            }
        }
        if (nearest == null) {
            return new ProviderException(
                    ErrorKind.PROVIDER_AUTH, "provider '" + provider + "' refused each of the gateway's keys");
        }
        return nearest.enterEarly(model, now) ? attempt(new KeyUse(this, nearest, model, now), attempt) : resting();
    }

    private SeraiException resting() {
        return new ProviderException(
                ErrorKind.PROVIDER_RATE_LIMITED, "all of the gateway's keys at provider '" + provider + "' rest");
    }

    /** What is told when no key is left: when the provider said that the first comes back, if it has said so of all. */
    private SeraiException told(SeraiException failure, long usable, long tried, String model) {
        long now = now();
        long soonest = Long.MAX_VALUE;
        boolean others = false;
        for (int i = 0; i < keys.length; i++) {
            if (isIn(usable, i) && keys[i].isAlive(now)) {
                soonest = Math.min(soonest, keys[i].asksToWait(model, now));
                others |= !isIn(tried, i);
            }
        }
        SeraiException worst = failure.kind() == ErrorKind.PROVIDER_AUTH && tried != 0 && others ? resting() : failure;
        return worst.kind() == ErrorKind.PROVIDER_RATE_LIMITED && soonest != Long.MAX_VALUE
                ? worst.withRetryAfter(soonest == 0 ? null : Duration.ofNanos(soonest))
                : worst;
    }

    private static boolean isIn(long positions, int position) {
        return (positions & (1L << position)) != 0;
    }

    /** Begins a call by one of these keys; -1 where none may be. */
    private int begin(String model, long usable) {
        long now = now();
        long open = 0;
        for (int i = 0; i < keys.length; i++) {
            if (isIn(usable, i) && keys[i].isOpen(model, now)) {
                open |= 1L << i;
            }
        }
        while (open != 0) {
            int chosen = byWeight(open);
            if (keys[chosen].enter(model, now)) {
                return chosen;
            }
            open &= ~(1L << chosen);
        }
        return -1;
    }

    private int byWeight(long open) {
        int sum = 0;
        for (int i = 0; i < keys.length; i++) {
            sum += isIn(open, i) ? keys[i].weight() : 0;
        }
        int ticket = random.get().nextInt(sum);
        int i = -1;
        while (ticket >= 0) {
            i++;
            ticket -= isIn(open, i) ? keys[i].weight() : 0;
        }
        return i;
    }

    long now() {
        return clock.getAsLong();
    }

    void lost(String key, Reason reason) {
        switch (reason) {
            case REFUSED ->
                LOG.warn(
                        "Provider '{}' refuses its key '{}': it is not used any more. Replace it and load the configuration again.",
                        provider,
                        key);
            case USED_UP ->
                LOG.warn("The account behind the key '{}' of provider '{}' is used up: the key rests.", key, provider);
        }
        watch.listener().lost(provider, key, reason);
    }
}
