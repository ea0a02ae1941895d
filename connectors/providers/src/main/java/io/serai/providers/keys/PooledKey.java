package io.serai.providers.keys;

import io.serai.api.error.SeraiException;
import io.serai.api.meter.KeyListener.Reason;
import io.serai.api.standing.Cooldown;
import io.serai.api.standing.Standing;
import io.serai.api.standing.Standings;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.spi.Backend;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One key of a pool. Providers limit the rate of calls by key and model, so a limit lets the key rest for that model alone; an empty account
 * lets it rest for all, a refusal takes it out. Times are nanoseconds, as those of a {@link Standing}.
 */
final class PooledKey {

    /** A provider that says how long is taken at its word. */
    private static final Cooldown TOLD = new Cooldown(1, Duration.ZERO);

    private static final Cooldown LIMITED = new Cooldown(1, Cooldown.DEFAULT.duration());
    /** Somebody has to pay first. */
    private static final Cooldown USED_UP = new Cooldown(1, Duration.ofMinutes(5));

    /** Models come from callers where a whole family is published. Beyond this many, a limit counts for the whole key. */
    private static final int MOST_MODELS = 1000;

    private final KeyEntry entry;
    private final String name;
    private final String account;
    private final Backend backend;
    private final long retryDead;
    private final Standings standings;
    private final Standing whole;
    private final ConcurrentMap<String, Standing> limited = new ConcurrentHashMap<>();
    private final AtomicBoolean usedUp = new AtomicBoolean();
    private final AtomicReference<@Nullable Death> death = new AtomicReference<>();

    /**
     * A key that was refused.
     *
     * @param since when that was
     * @param until when it may be tried again
     */
    private record Death(long since, long until) {}

    /** @param retryDead after how many nanoseconds a key that was refused is tried again; {@link Long#MAX_VALUE} for never */
    PooledKey(String provider, KeyEntry entry, Backend backend, long retryDead, Standings standings) {
        this.entry = entry;
        this.name = provider + "#" + entry.label();
        this.account = entry.account(provider);
        this.backend = backend;
        this.retryDead = retryDead;
        this.standings = standings;
        this.whole = standings.of(name);
    }

    String label() {
        return entry.label();
    }

    String account() {
        return account;
    }

    int weight() {
        return entry.weight();
    }

    Backend backend() {
        return backend;
    }

    boolean isAlive(long now) {
        Death known = death.get();
        return known == null || now >= known.until();
    }

    boolean isOpen(String model, long now) {
        Standing ofModel = limited.get(model);
        return isAlive(now) && whole.isOpen(now) && (ofModel == null || ofModel.isOpen(now));
    }

    /** How long it rests for a model; zero where it does not. */
    long rests(String model, long now) {
        Standing ofModel = limited.get(model);
        long rest = whole.restsNanos(now);
        return ofModel == null ? rest : Math.max(rest, ofModel.restsNanos(now));
    }

    /** How long the provider has asked for it to be left alone for a model; zero where it has not said. */
    long asksToWait(String model, long now) {
        Standing ofModel = limited.get(model);
        long told = whole.asksToWaitNanos(now);
        return ofModel == null ? told : Math.max(told, ofModel.asksToWaitNanos(now));
    }

    /** Lets a call through; of those that come after a rest, or long after a refusal, only one. */
    boolean enter(String model, long now) {
        if (!comesBack(now) || !whole.enter(now)) {
            return false;
        }
        Standing ofModel = limited.get(model);
        return ofModel == null || ofModel.enter(now) || left(now);
    }

    /** Lets a call through before the rest is over; not where the provider has said how long. */
    boolean enterEarly(String model, long now) {
        if (!comesBack(now) || !(whole.enter(now) || whole.enterEarly(now))) {
            return false;
        }
        Standing ofModel = limited.get(model);
        return ofModel == null || ofModel.enter(now) || ofModel.enterEarly(now) || left(now);
    }

    private boolean left(long enteredAt) {
        whole.abandoned(enteredAt);
        return false;
    }

    private boolean comesBack(long now) {
        Death known = death.get();
        return known == null
                || (now >= known.until() && death.compareAndSet(known, new Death(known.since(), later(now))));
    }

    private long later(long now) {
        return retryDead > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + retryDead;
    }

    /** The provider takes calls by this key. */
    void accepted(String model, long begunAt, long now) {
        Death known = death.get();
        if (known != null && begunAt >= known.since()) {
            death.compareAndSet(known, null);
        }
        if (usedUp.get()) {
            usedUp.set(false);
        }
        whole.succeeded(begunAt, now);
        Standing ofModel = limited.get(model);
        if (ofModel != null) {
            ofModel.succeeded(begunAt, now);
        }
    }

    /** The call ended without saying anything about the key. */
    void abandoned(String model, long begunAt) {
        whole.abandoned(begunAt);
        Standing ofModel = limited.get(model);
        if (ofModel != null) {
            ofModel.abandoned(begunAt);
        }
    }

    /**
     * The provider refused the call because of the key.
     *
     * @return why the key is lost, where it was not before
     */
    Optional<Reason> refused(String model, SeraiException failure, long begunAt, long now) {
        Optional<Reason> loss = loss(failure);
        boolean news = false;
        if (loss.isEmpty()) {
            rest(ofModel(model), LIMITED, failure.retryAfter(), now);
        } else if (loss.get() == Reason.USED_UP) {
            rest(whole, USED_UP, failure.retryAfter(), now);
            news = usedUp.compareAndSet(false, true);
        } else {
            news = death.getAndSet(new Death(now, later(now))) == null;
        }
        abandoned(model, begunAt);
        return news ? loss : Optional.empty();
    }

    /** Why a key is of no use after this failure of a call by it; empty where it is, for other calls or later. */
    static Optional<Reason> loss(SeraiException failure) {
        return switch (failure.kind()) {
            case PROVIDER_RATE_LIMITED ->
                has(failure, ProviderErrors.OUT_OF_QUOTA) ? Optional.of(Reason.USED_UP) : Optional.empty();
            case PROVIDER_AUTH ->
                has(failure, ProviderErrors.FORBIDDEN) ? Optional.empty() : Optional.of(Reason.REFUSED);
            default -> Optional.empty();
        };
    }

    private static boolean has(SeraiException failure, String code) {
        return failure.code().filter(code::equals).isPresent();
    }

    private static void rest(Standing standing, Cooldown otherwise, Optional<Duration> told, long now) {
        standing.failed(told.isPresent() ? TOLD : otherwise, told.orElse(Duration.ZERO), now);
    }

    private Standing ofModel(String model) {
        Standing known = limited.get(model);
        if (known != null) {
            return known;
        }
        return limited.size() >= MOST_MODELS
                ? whole
                : limited.computeIfAbsent(model, limitedModel -> standings.of(name + "/" + limitedModel));
    }
}
