package io.serai.api.call;

import io.serai.api.meter.Meter;
import org.jspecify.annotations.Nullable;

/**
 * Is asked before each call of a provider whether the caller may make it, and has anything left to pay for it. A request is admitted once,
 * but where it goes, and how often, is settled on the way: by a fallback, a retry, a hedge, a route.
 */
@FunctionalInterface
public interface AttemptCheck {

    /** Where nobody is told who may do what. */
    AttemptCheck ALLOWED = (caller, provider, model, operation, meter) -> {};

    /**
     * Returns where the call may be made.
     *
     * @param caller who calls, as authentication has left it in {@link CallNames#CALLER}; null where nobody is known
     * @param provider by the name of its bean
     * @param model as the provider calls it
     * @param meter of the request, with the attempts that it has cost so far
     * @throws io.serai.api.error.PolicyException where it may not: another target may be another matter
     */
    void check(@Nullable Object caller, String provider, String model, Operation operation, Meter meter);
}
