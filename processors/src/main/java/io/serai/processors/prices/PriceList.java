package io.serai.processors.prices;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What models cost, by provider and model. Immutable. */
public final class PriceList {

    /** Nothing has a price. */
    public static final PriceList EMPTY = new PriceList(Map.of());

    private final Map<String, ProviderPrices> providers;

    PriceList(Map<String, ProviderPrices> providers) {
        this.providers = Map.copyOf(providers);
    }

    /**
     * The price of a model, by its name or else by the pattern that says most of it; empty where nobody knows, which is not the same as
     * free.
     *
     * @param provider its name in the list
     * @param model the provider's own name for it
     */
    public Optional<ModelPrice> find(String provider, String model) {
        ProviderPrices prices = providers.get(provider);
        return prices == null ? Optional.empty() : prices.find(model);
    }

    /** This list, with what another says of the same provider and name in its place. */
    public PriceList with(PriceList other) {
        Map<String, ProviderPrices> all = new LinkedHashMap<>(providers);
        other.providers.forEach((name, prices) -> all.merge(name, prices, ProviderPrices::with));
        return new PriceList(all);
    }

    /** Names and patterns that have a price. */
    public int size() {
        return providers.values().stream().mapToInt(ProviderPrices::size).sum();
    }
}
