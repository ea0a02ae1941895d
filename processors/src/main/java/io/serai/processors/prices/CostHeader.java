package io.serai.processors.prices;

import io.serai.api.meter.Meter;
import org.apache.camel.Exchange;

/** Tells callers what their request has cost, where that is known when the answer begins: of a stream it is not. */
public final class CostHeader {

    /** US dollars, decimal, in plain notation: {@code 0.00125}. */
    public static final String NAME = "x-serai-cost";

    private CostHeader() {}

    /** Puts it among the headers of an answer. */
    public static void write(Exchange exchange, Meter meter) {
        Costs.in(exchange.getContext()).flatMap(costs -> costs.of(meter)).ifPresent(cost -> exchange.getMessage()
                .setHeader(NAME, cost.toString()));
    }
}
