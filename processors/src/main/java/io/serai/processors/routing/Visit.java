package io.serai.processors.routing;

import io.serai.api.call.CallNames;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.standing.AnswerForm;
import io.serai.api.standing.Cooldown;
import io.serai.api.standing.Standing;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One call of one target, from its beginning, which the strategy has counted, to its end, which it tells the target's standing once. */
final class Visit implements Witness {

    private final Standing standing;
    private final Cooldown cooldown;
    private final AnswerForm form;
    private final LongSupplier clock;
    private final long begunAt;
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable Exchange call;

    Visit(Standing standing, Cooldown cooldown, AnswerForm form, LongSupplier clock) {
        this.standing = standing;
        this.cooldown = cooldown;
        this.form = form;
        this.clock = clock;
        this.begunAt = clock.getAsLong();
    }

    /** By which exchange the target is called. */
    void madeBy(Exchange exchange) {
        call = exchange;
    }

    @Override
    public void answers() {
        long now = clock.getAsLong();
        standing.observeLatency(form, now - begunAt, now);
    }

    @Override
    public void used(long tokens) {
        standing.observeTokens(tokens, clock.getAsLong());
    }

    @Override
    public void succeeded() {
        if (end()) {
            standing.succeeded(begunAt, clock.getAsLong());
        }
    }

    /** Whose fault it was decides whether it counts against the target; what a caller has made up does not. */
    @Override
    public void failed(SeraiException failure) {
        boolean madeUp = call != null && Boolean.TRUE.equals(call.getProperty(CallNames.FAULT_MET));
        Cooldown policy = madeUp ? null : policy(failure);
        if (!end()) {
            return;
        }
        if (policy == null) {
            standing.abandoned(begunAt);
        } else {
            standing.failed(policy, failure.retryAfter().orElse(Duration.ZERO), clock.getAsLong());
        }
    }

    @Override
    public void abandoned() {
        if (end()) {
            standing.abandoned(begunAt);
        }
    }

    private boolean end() {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            standing.end();
        }
        return first;
    }

    /** When the target rests; null for what says nothing about it. One that limits, and does not say for how long, rests at once. */
    private @Nullable Cooldown policy(SeraiException failure) {
        ErrorKind kind = failure.kind();
        return switch (kind) {
            case PROVIDER_RATE_LIMITED -> failure.retryAfter().isPresent() ? cooldown : cooldown.atOnce();
            case PROVIDER_AUTH, PROVIDER_NOT_CONFIGURED -> cooldown.atOnce();
            case PROVIDER_TIMEOUT, PROVIDER_UNAVAILABLE, PROVIDER_BAD_RESPONSE, GATEWAY_OVERLOADED -> cooldown;
            default -> null;
        };
    }
}
