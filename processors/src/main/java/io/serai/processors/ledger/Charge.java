package io.serai.processors.ledger;

import io.serai.processors.prices.NanoDollars;

/**
 * What an ended call is charged.
 *
 * @param used what its caller pays for
 * @param cause why just that, by the table in {@code src/docs/charges.md}; such as {@code reported}, {@code estimated}, {@code failed}
 * @param price which version of which price it was reckoned by; empty where nothing is charged
 * @param saved what it would have cost without a cache
 */
public record Charge(Amounts used, String cause, String price, NanoDollars saved) {

    /** Where no cache has saved anything. */
    public Charge(Amounts used, String cause, String price) {
        this(used, cause, price, NanoDollars.ZERO);
    }

    /** Whether there is nothing to settle: the call is to be released. */
    public boolean isNothing() {
        return price.isEmpty();
    }
}
