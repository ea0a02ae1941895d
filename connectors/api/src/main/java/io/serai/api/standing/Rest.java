package io.serai.api.standing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a target rests.
 *
 * @param failures in a row
 * @param until when it rests, 0 where it does not
 * @param trial whether a call is trying it out after its rest
 * @param since when that call was let through
 * @param told until when it has itself asked to be left alone, 0 where it has not
 */
record Rest(int failures, long until, boolean trial, long since, long told) {

    static final Rest NONE = new Rest(0, 0, false, 0, 0);

    boolean isOpen(long now) {
        return until == 0 || (!trial && now >= until);
    }

    /** A call has been let through. */
    Rest entered(long now) {
        return until == 0 ? this : new Rest(failures, until, true, now, told);
    }

    @Nullable
    Rest enteredEarly(long now) {
        return now < told || trial ? null : entered(now);
    }

    /** Calls that began before the rest say nothing about what comes after it. */
    Rest afterSuccess(long begunAt, long now) {
        return until == 0 || (trial ? begunAt >= since : now >= until) ? NONE : this;
    }

    /** A longer rest is never shortened. */
    Rest afterFailure(Cooldown policy, Duration asked, long now) {
        int more = failures + 1;
        boolean enough = trial || more >= policy.after();
        long wanted = Math.max(asked.toNanos(), enough ? policy.duration().toNanos() : 0);
        if (wanted == 0) {
            return new Rest(more, until, false, 0, told);
        }
        return new Rest(more, Math.max(until, now + wanted), false, 0, Math.max(told, now + asked.toNanos()));
    }

    Rest afterNothing(long begunAt) {
        return trial && begunAt >= since ? new Rest(failures, until, false, 0, told) : this;
    }
}
