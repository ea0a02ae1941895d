package io.serai.providers.ai;

import io.serai.api.call.AttemptCheck.Grant;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Attempt;
import java.util.concurrent.atomic.AtomicBoolean;

/** An attempt and the leave that it is made by: they end together, once, whoever ends them. */
final class GrantedAttempt {

    private final Attempt attempt;
    private final Grant grant;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long seen;

    GrantedAttempt(Attempt attempt, Grant grant) {
        this.attempt = attempt;
        this.grant = grant;
    }

    Attempt attempt() {
        return attempt;
    }

    /**
     * So many tokens of the answer have come by now.
     *
     * @throws io.serai.api.error.PolicyException where nobody pays for more
     */
    void seen(long tokens) {
        seen = tokens;
        if (tokens > grant.covered()) {
            grant.extend(tokens);
        }
    }

    /** So many tokens have come, and no more will: whether they are paid for is not asked. */
    void cameWhole(long tokens) {
        seen = tokens;
    }

    void succeed() {
        attempt.succeed();
        end();
    }

    void cancel() {
        attempt.cancel();
        end();
    }

    /** It has failed; returns how. */
    SeraiException fail(Throwable cause) {
        SeraiException failure = SeraiException.of(cause);
        if (failure.kind() == ErrorKind.CALLER_GONE) {
            attempt.cancel();
        } else {
            attempt.fail(failure.kind());
        }
        end();
        return failure;
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            grant.ended(attempt, seen);
        }
    }
}
