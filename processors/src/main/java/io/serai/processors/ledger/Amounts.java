package io.serai.processors.ledger;

import io.serai.processors.prices.NanoDollars;

/**
 * What is reserved or used.
 *
 * @param input tokens of requests
 * @param output tokens of answers
 */
public record Amounts(long input, long output, NanoDollars cost) {

    public static final Amounts NOTHING = new Amounts(0, 0, NanoDollars.ZERO);
}
