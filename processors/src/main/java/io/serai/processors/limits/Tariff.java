package io.serai.processors.limits;

import io.serai.api.chat.Usage;
import io.serai.api.meter.Attempt;
import io.serai.processors.ledger.Amounts;
import io.serai.processors.ledger.Cause;
import io.serai.processors.ledger.Charge;
import io.serai.processors.prices.NanoDollars;

/** What calls cost: beforehand at most, afterwards in fact. */
public interface Tariff {

    /**
     * The highest price that a call can come to.
     *
     * @param input tokens of the request
     * @param output tokens of the answer
     * @param at when it is made, in milliseconds since the epoch
     * @throws io.serai.api.error.PolicyException where nobody knows, and that is not to be spent
     */
    NanoDollars most(String provider, String model, long input, long output, long at);

    /**
     * What an ended call is charged.
     *
     * @param input tokens of the request, as they were estimated
     * @param seen about how many tokens of the answer have come
     */
    Charge charge(Attempt attempt, long input, long seen, long at);

    /**
     * What a call is charged that a cache has answered: nothing, and what that has saved, where it is known.
     *
     * @param usage of the call whose answer it was
     */
    default Charge cached(String provider, String model, Usage usage, long at) {
        return new Charge(Amounts.NOTHING, Cause.CACHED.label(), "");
    }
}
