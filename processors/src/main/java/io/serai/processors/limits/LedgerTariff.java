package io.serai.processors.limits;

import io.serai.api.chat.Usage;
import io.serai.api.meter.Attempt;
import io.serai.processors.ledger.Charge;
import io.serai.processors.ledger.Charges;
import io.serai.processors.prices.NanoDollars;

/** What calls cost as the ledger charges them. */
public final class LedgerTariff implements Tariff {

    private final Charges charges;

    public LedgerTariff(Charges charges) {
        this.charges = charges;
    }

    @Override
    public NanoDollars most(String provider, String model, long input, long output, long at) {
        return charges.most(provider, model, input, output, at);
    }

    @Override
    public Charge charge(Attempt attempt, long input, long seen, long at) {
        return charges.charge(attempt, input, seen, at);
    }

    @Override
    public Charge cached(String provider, String model, Usage usage, long at) {
        return charges.cached(provider, model, usage, at);
    }
}
