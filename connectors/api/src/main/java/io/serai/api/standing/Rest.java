package io.serai.api.standing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a target rests.
 *
 * @param failures in a row
 * @param until when it rests, 0 where it does not
 * @param trial whether a call is trying it out after its rest
 * @param told whether the target itself has said how long
 */
record Rest(int failures, long until, boolean trial, boolean told) {

    static final Rest NONE = new Rest(0, 0, false, false);

    boolean isOpen(long now) {
        return until == 0 || (!trial && now >= until);
    }

    /** A call has been let through. */
    Rest entered() {
        return until == 0 ? this : new Rest(failures, until, true, told);
    }

    @Nullable
    Rest enteredEarly(long now) {
        return (told && now < until) || trial ? null : entered();
    }

    /** Calls that began before the rest say nothing about what comes after it. */
    Rest afterSuccess(long now) {
        return until == 0 || trial || now >= until ? NONE : this;
    }

    /** A longer rest is never shortened. */
    Rest afterFailure(Cooldown policy, Duration asked, long now) {
        int more = failures + 1;
        boolean enough = trial || more >= policy.after();
        long wanted = Math.max(asked.toNanos(), enough ? policy.duration().toNanos() : 0);
        if (wanted == 0) {
            return new Rest(more, until, trial, told);
        }
        boolean longer = now + wanted > until;
        boolean toldNow = longer ? asked.toNanos() >= wanted : told;
        return new Rest(more, Math.max(until, now + wanted), false, toldNow);
    }

    Rest afterNothing() {
        return trial ? new Rest(failures, until, false, told) : this;
    }
}
