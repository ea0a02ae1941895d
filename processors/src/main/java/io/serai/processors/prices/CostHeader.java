package io.serai.processors.prices;

import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Tells callers what their request has cost, where that is known when the answer begins: of a stream it is not. */
public final class CostHeader {

    /** US dollars, decimal, in plain notation: {@code 0.00125}. */
    public static final String NAME = "x-serai-cost";

    /** US dollars that caches have saved, in the same notation; absent where they have saved nothing. */
    public static final String SAVED = "x-serai-cost-saved";

    private CostHeader() {}

    /** Puts both among the headers of an answer. */
    public static void write(Exchange exchange, Meter meter) {
        Optional<Costs> known = Costs.in(exchange.getContext());
        if (known.isEmpty()) {
            return;
        }
        Costs costs = known.get();
        costs.of(meter).ifPresent(cost -> exchange.getMessage().setHeader(NAME, cost.toString()));
        List<Attempt> hits = meter.hits();
        if (!hits.isEmpty()) {
            costs.saved(hits).ifPresent(saved -> exchange.getMessage().setHeader(SAVED, saved.toString()));
        }
    }
}
