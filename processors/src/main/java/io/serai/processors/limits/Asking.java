package io.serai.processors.limits;

import io.serai.api.error.SeraiException;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Takes from several limits all that a call needs of each, or nothing of any. */
final class Asking {

    private final Shares shares;
    private final LimitListener listener;

    Asking(Shares shares, LimitListener listener) {
        this.shares = shares;
        this.listener = listener;
    }

    /**
     * The limit that has refused.
     *
     * @param amount that was asked of it
     */
    record Refused(Tally tally, long amount, Shares.Outcome outcome) {}

    /**
     * Takes from the limits in turn, until one refuses: then what was taken is given back.
     *
     * @param needed by limit, in the unit of its metric
     * @param into what is taken is added to it
     * @return null where all was taken
     */
    @Nullable
    Refused take(List<Tally> tallies, ToLongFunction<Limit> needed, Reservation into) {
        int mark = into.mark();
        for (int i = 0; i < tallies.size(); i++) {
            Tally tally = tallies.get(i);
            long amount = needed.applyAsLong(tally.limit());
            if (amount <= 0) {
                continue;
            }
            Shares.Outcome outcome = shares.take(tally, amount, into);
            if (outcome == Shares.Outcome.TAKEN) {
                continue;
            }
            if (tally.limit().enforcement() == Enforcement.OBSERVE) {
                shares.overdraw(tally, amount, into);
                continue;
            }
            into.backTo(mark);
            return new Refused(tally, amount, outcome);
        }
        return null;
    }

    /** What the caller is told; whoever watches the limit hears of it. */
    SeraiException told(Refused refused) {
        listener.refused(refused.tally().limit());
        return Refusal.of(refused.tally(), refused.amount(), refused.outcome(), shares);
    }
}
