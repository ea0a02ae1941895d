package io.serai.api.call;

import io.serai.api.caller.Caller;
import io.serai.api.chat.Usage;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Is asked before each call of a provider whether the caller may make it, and has anything left to pay for it. A request is admitted once,
 * but where it goes, and how often, is settled on the way: by a fallback, a retry, a hedge, a route.
 */
@FunctionalInterface
public interface AttemptCheck {

    /** Where nobody is told who may do what. */
    AttemptCheck ALLOWED = ask -> Grant.FREE;

    /**
     * Reserves what the call may cost at most.
     *
     * @throws io.serai.api.error.PolicyException where it may not be made: another target may be another matter
     */
    Grant check(Ask ask);

    /**
     * A cache has answered in place of the call, which therefore costs nothing.
     *
     * @param usage of the call whose answer it was
     */
    default void cached(Ask ask, Usage usage) {}

    /**
     * The call that is about to be made.
     *
     * @param caller who calls; null where nobody is known
     * @param requestId of the request that it is made for
     * @param asked the model that the caller named, or empty where no caller named one
     * @param provider by the name of its bean
     * @param model as the provider calls it
     * @param request in canonical form
     * @param streamed whether the answer comes in pieces, and can be ended between them
     * @param mostOutput how many tokens the answer has at most if the request sets no limit, where that is known
     * @param tags of the request and of its caller
     * @param meter of the request, with the attempts that it has cost so far
     */
    record Ask(
            @Nullable Caller caller,
            String requestId,
            String asked,
            String provider,
            String model,
            Operation operation,
            Map<String, Object> request,
            boolean streamed,
            OptionalLong mostOutput,
            Set<String> tags,
            Meter meter) {}

    /** Leave to make one call. Used by the thread that reads the answer, ended once, perhaps by another. */
    interface Grant {

        /** Costs nobody anything. */
        Grant FREE = (attempt, seen) -> {};

        /**
         * The attempt's outcome and usage are final; told before the last piece of its answer is handed on.
         *
         * @param seen about how many tokens of the answer have come, where it came in pieces or says nothing of its usage; else 0
         */
        void ended(Attempt attempt, long seen);

        /** How many tokens of the answer are paid for so far. */
        default long covered() {
            return Long.MAX_VALUE;
        }

        /**
         * The answer has come further than that.
         *
         * @param tokens of the answer that have come, at least about
         * @throws io.serai.api.error.PolicyException where it must end here
         */
        default void extend(long tokens) {}
    }
}
