package io.serai.processors.cluster;

import io.serai.api.meter.Attempt;
import io.serai.processors.ledger.Amounts;
import io.serai.processors.ledger.Charge;
import io.serai.processors.limits.Tariff;
import io.serai.processors.prices.NanoDollars;

/** Ten nano-dollars per token in, twenty per token out. */
final class FixedPrice implements Tariff {

    @Override
    public NanoDollars most(String provider, String model, long input, long output, long at) {
        return new NanoDollars(input * 10 + output * 20);
    }

    @Override
    public Charge charge(Attempt attempt, long input, long seen, long at) {
        return new Charge(new Amounts(10, 20, most("", "", 10, 20, at)), "reported", "v1");
    }
}
