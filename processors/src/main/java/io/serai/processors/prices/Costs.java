package io.serai.processors.prices;

import io.serai.api.chat.Usage;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Attempt.Outcome;
import io.serai.api.meter.Meter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/** What calls have cost, by a list of prices. Thread-safe; a context has it as a plug-in. */
public final class Costs {

    private final PriceList prices;
    private final Function<String, List<String>> listed;

    /**
     * @param listed under which names a provider, by the name that routes call it by, may be in the list, besides that one: its preset,
     *     its dialect
     */
    public Costs(PriceList prices, Function<String, List<String>> listed) {
        this.prices = prices;
        this.listed = listed;
    }

    /** Those of a context, where it has a list of prices. */
    public static Optional<Costs> in(CamelContext context) {
        return Optional.ofNullable(context.getCamelContextExtension().getContextPlugin(Costs.class));
    }

    /** The price of a model, by the name that routes call its provider by. */
    public Optional<ModelPrice> price(String provider, String model) {
        Optional<ModelPrice> own = prices.find(provider, model);
        if (own.isPresent()) {
            return own;
        }
        for (String name : listed.apply(provider)) {
            Optional<ModelPrice> price = prices.find(name, model);
            if (price.isPresent()) {
                return price;
            }
        }
        return Optional.empty();
    }

    /** The price of a target, as routes name it: {@code provider/model}. */
    public Optional<ModelPrice> price(String target) {
        int slash = target.indexOf('/');
        return slash < 0 ? Optional.empty() : price(target.substring(0, slash), target.substring(slash + 1));
    }

    /**
     * What a call has cost, priced by the model that answered, else by the one that was asked. Empty while it runs, and where that can't
     * be known: its model has no price, or it was not told what it used. A call that failed without having used anything costs nothing;
     * one that was given up does cost, nobody knows what.
     */
    public Optional<NanoDollars> of(Attempt attempt) {
        Outcome outcome = attempt.outcome();
        if (outcome == Outcome.RUNNING) {
            return Optional.empty();
        }
        Optional<Usage> usage = attempt.usage();
        if (usage.isEmpty()) {
            return outcome == Outcome.FAILED ? Optional.of(NanoDollars.ZERO) : Optional.empty();
        }
        return attempt.responseModel()
                .flatMap(answered -> price(attempt.provider(), answered))
                .or(() -> price(attempt.provider(), attempt.model()))
                .flatMap(price -> price.cost(usage.get()));
    }

    /** What all calls of a request have cost; empty where that is not known of each. */
    public Optional<NanoDollars> of(Meter meter) {
        NanoDollars sum = NanoDollars.ZERO;
        for (Attempt attempt : meter.attempts()) {
            Optional<NanoDollars> cost = of(attempt);
            if (cost.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(cost.get());
        }
        return Optional.of(sum);
    }
}
