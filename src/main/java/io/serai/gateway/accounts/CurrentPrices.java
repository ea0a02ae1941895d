package io.serai.gateway.accounts;

import io.serai.api.chat.Usage;
import io.serai.api.meter.Attempt;
import io.serai.processors.ledger.Charge;
import io.serai.processors.ledger.Charges;
import io.serai.processors.ledger.Silence;
import io.serai.processors.limits.LedgerTariff;
import io.serai.processors.limits.Tariff;
import io.serai.processors.prices.NanoDollars;
import io.serai.processors.prices.PriceBook;
import io.serai.processors.prices.PriceList;
import io.serai.processors.prices.UnpricedListener;
import java.util.List;

/** What calls cost by the list that is in force: another one after a reload. */
final class CurrentPrices implements Tariff {

    private final Silence silence;
    private volatile Tariff tariff;

    /** Until there is a list, all goes by the ceiling. */
    CurrentPrices(Silence silence) {
        this.silence = silence;
        this.tariff = by(new PriceBook(PriceList.EMPTY, provider -> List.of(), UnpricedListener.NONE));
    }

    private Tariff by(PriceBook prices) {
        return new LedgerTariff(new Charges(prices, silence));
    }

    /** From now on calls cost what this list says. */
    void replace(PriceBook prices) {
        tariff = by(prices);
    }

    @Override
    public NanoDollars most(String provider, String model, long input, long output, long at) {
        return tariff.most(provider, model, input, output, at);
    }

    @Override
    public Charge charge(Attempt attempt, long input, long seen, long at) {
        return tariff.charge(attempt, input, seen, at);
    }

    @Override
    public Charge cached(String provider, String model, Usage usage, long at) {
        return tariff.cached(provider, model, usage, at);
    }
}
