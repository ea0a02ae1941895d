package io.serai.processors.prices;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.PolicyException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What calls are charged by: never nothing, unless a list says so. Thread-safe. */
public final class PriceBook {

    /** The version of a price that nobody knows. */
    public static final String CEILING = "ceiling";

    /** Callers may name models of their own invention. */
    private static final int MOST_KNOWN = 10_000;

    private final PriceList prices;
    private final Function<String, List<String>> listed;
    private final UnpricedListener unpriced;
    /** Patterns of names are not tried for each call. */
    private final Map<Target, Found> found = new ConcurrentHashMap<>();

    private record Target(String provider, String model) {}

    private record Found(Optional<Listed> price, PriceList.Period period) {}

    /**
     * @param listed under which names a provider, by the name that routes call it by, may be in the list, besides that one
     * @param unpriced told of each call of a model that no list knows
     */
    public PriceBook(PriceList prices, Function<String, List<String>> listed, UnpricedListener unpriced) {
        this.prices = prices;
        this.listed = listed;
        this.unpriced = unpriced;
    }

    /**
     * The price of a model that holds at a moment, where a list has one.
     *
     * @param moment in milliseconds since the epoch
     */
    public Optional<Listed> listed(String provider, String model, long moment) {
        Target target = new Target(provider, model);
        Found known = found.get(target);
        if (known != null && known.period().holds(moment)) {
            return known.price();
        }
        Optional<Listed> price = find(provider, model, moment);
        if (found.size() < MOST_KNOWN) {
            found.put(target, new Found(price, prices.period(moment)));
        }
        return price;
    }

    private Optional<Listed> find(String provider, String model, long moment) {
        Optional<Listed> own = prices.find(provider, model, moment);
        if (own.isPresent()) {
            return own;
        }
        for (String name : listed.apply(provider)) {
            Optional<Listed> price = prices.find(name, model, moment);
            if (price.isPresent()) {
                return price;
            }
        }
        return Optional.empty();
    }

    /** The price that a call is charged by that began at a moment: of a model without one, the ceiling. */
    public Priced price(String provider, String model, long moment) {
        Optional<Listed> known = listed(provider, model, moment);
        if (known.isPresent()) {
            return new Priced(known.get().price(), known.get().version(), Priced.Standing.LISTED);
        }
        unpriced.unpriced(provider, model);
        return new Priced(prices.unknown().ceiling(), CEILING, Priced.Standing.CEILING);
    }

    /**
     * The most that a call can cost.
     *
     * @throws PolicyException where nobody knows, and such calls are refused
     */
    public NanoDollars most(String provider, String model, long input, long output, long moment) {
        Priced price = price(provider, model, moment);
        if (price.standing() == Priced.Standing.CEILING && prices.unknown().policy() == UnknownPrice.Policy.REFUSE) {
            throw new PolicyException(
                    ErrorKind.POLICY_BUDGET_EXCEEDED,
                    "The model '" + model + "' of the provider '" + provider
                            + "' has no price, and models without one are not called.");
        }
        return price.price().most(input, output);
    }
}
