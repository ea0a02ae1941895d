package io.serai.api.call;

import io.serai.api.caller.Caller;
import io.serai.api.meter.RateLimits;
import io.serai.api.model.ModelCard;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Is asked before a model is called that a caller has named: may this caller, and may it just now? Routes call each other unasked. It is for
 * the check, too, to hide what is private from those who have not been given it.
 */
public interface CallCheck {

    /** Where everybody may call everything that is not private. */
    CallCheck ALLOWED = new CallCheck() {
        @Override
        public Permit admit(Ask ask) {
            return Permit.PLAIN;
        }

        @Override
        public boolean shows(@Nullable Caller caller, ModelCard card) {
            return card.visibility() != ModelCard.Visibility.PRIVATE;
        }
    };

    /**
     * Lets a call in.
     *
     * @throws io.serai.api.error.SeraiException where it may not; of what the caller may not even know of, the same as of what does not
     *     exist
     */
    Permit admit(Ask ask);

    /**
     * What {@link #admit} would answer now, for whoever only wants to know it: nothing is counted, and nothing is refused for having been
     * used up.
     *
     * @throws io.serai.api.error.SeraiException where the call would not be let in whatever is left
     */
    default Permit foresee(Ask ask) {
        return admit(ask);
    }

    /** Whether a caller may know of a model. */
    boolean shows(@Nullable Caller caller, ModelCard card);

    /** How much more a caller may ask that has just been refused, where that is limited. */
    default Optional<RateLimits> limits(Ask ask) {
        return Optional.empty();
    }

    /**
     * The call that is about to be made.
     *
     * @param caller who calls; null where nobody is known
     * @param requestId of the request that it is made for
     * @param card of the model that was named
     * @param tags of the request and of its caller
     * @param region that the caller wants to be served in, or empty
     * @param turn which of the models that the request names
     */
    record Ask(
            @Nullable Caller caller,
            String requestId,
            ModelCard card,
            Operation operation,
            Set<String> tags,
            String region,
            Turn turn) {

        /** The same call of another model. */
        public Ask of(ModelCard other) {
            return new Ask(caller, requestId, other, operation, tags, region, turn);
        }
    }

    /** Which of the models that one request names. */
    enum Turn {
        FIRST,
        LATER
    }

    /**
     * Leave to call the model.
     *
     * @param instead the model to be called in its place, where a limit says so
     * @param limits how much more the caller may ask, where that is limited
     * @param budgetLeft the share that is left of the budget that is nearest to its end, from 0 to 1; empty where there is none
     * @param ended run once the request has been answered or given up
     */
    record Permit(Optional<String> instead, Optional<RateLimits> limits, OptionalDouble budgetLeft, Runnable ended) {

        /** With nothing to add. */
        public static final Permit PLAIN = new Permit(Optional.empty(), Optional.empty(), () -> {});

        /** Without a budget. */
        public Permit(Optional<String> instead, Optional<RateLimits> limits, Runnable ended) {
            this(instead, limits, OptionalDouble.empty(), ended);
        }

        /** Both of this and another; of two models or two limits this one's, of two budgets the one with less left. */
        public Permit and(Permit other) {
            if (other.equals(PLAIN)) {
                return this;
            }
            if (equals(PLAIN)) {
                return other;
            }
            return new Permit(
                    instead.or(() -> other.instead),
                    limits.or(() -> other.limits),
                    nearer(budgetLeft, other.budgetLeft),
                    () -> {
                        ended.run();
                        other.ended.run();
                    });
        }

        private static OptionalDouble nearer(OptionalDouble one, OptionalDouble other) {
            if (one.isEmpty() || other.isEmpty()) {
                return one.isPresent() ? one : other;
            }
            return one.getAsDouble() <= other.getAsDouble() ? one : other;
        }
    }

    /**
     * Both must let a call in; the first is asked first. The one that holds something for a call goes last: what the first has let in is not
     * ended where the other refuses.
     */
    default CallCheck and(CallCheck other) {
        CallCheck own = this;
        return new CallCheck() {
            @Override
            public Permit admit(Ask ask) {
                return own.admit(ask).and(other.admit(ask));
            }

            @Override
            public Permit foresee(Ask ask) {
                return own.foresee(ask).and(other.foresee(ask));
            }

            @Override
            public boolean shows(@Nullable Caller caller, ModelCard card) {
                return own.shows(caller, card) && other.shows(caller, card);
            }

            @Override
            public Optional<RateLimits> limits(Ask ask) {
                return own.limits(ask).or(() -> other.limits(ask));
            }
        };
    }
}
