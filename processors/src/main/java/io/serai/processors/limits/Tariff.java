package io.serai.processors.limits;

import io.serai.api.meter.Attempt;
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
}
