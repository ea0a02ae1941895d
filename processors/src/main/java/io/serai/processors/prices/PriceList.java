package io.serai.processors.prices;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** What models cost, by provider and model. Immutable. */
public final class PriceList {

    /** What holds where no list says anything else: as dear as the dearest models that are usual, per million tokens 30 and 180 dollars. */
    public static final UnknownPrice USUAL_CEILING = usualCeiling();

    /** Nothing has a price. */
    public static final PriceList EMPTY = new PriceList(Map.of(), Optional.empty());

    private static final long DOLLAR = 1_000_000_000;

    private final Map<String, ProviderPrices> providers;
    private final Optional<UnknownPrice> unknown;
    private final NavigableSet<Long> changes = new TreeSet<>();

    PriceList(Map<String, ProviderPrices> providers, Optional<UnknownPrice> unknown) {
        this.providers = Map.copyOf(providers);
        this.unknown = unknown;
        providers.values().forEach(prices -> prices.addChanges(changes));
    }

    private static UnknownPrice usualCeiling() {
        Map<Part, Long> rates = new EnumMap<>(Part.class);
        rates.put(Part.INPUT, 30 * DOLLAR);
        rates.put(Part.OUTPUT, 180 * DOLLAR);
        return new UnknownPrice(UnknownPrice.Policy.CEILING, ModelPrice.flat(new Rates(rates)));
    }

    /**
     * The last price of a model that the list has, by its name or else by the pattern that says most of it; empty where nobody knows,
     * which is not the same as free.
     *
     * @param provider its name in the list
     * @param model the provider's own name for it
     */
    public Optional<ModelPrice> find(String provider, String model) {
        return find(provider, model, Long.MAX_VALUE).map(Listed::price);
    }

    /**
     * The price of a model that holds at a moment.
     *
     * @param moment in milliseconds since the epoch
     */
    public Optional<Listed> find(String provider, String model, long moment) {
        ProviderPrices prices = providers.get(provider);
        return prices == null ? Optional.empty() : prices.find(model, moment);
    }

    /**
     * A time in which no price changes, in milliseconds since the epoch.
     *
     * @param until exclusive
     */
    record Period(long from, long until) {
        boolean holds(long moment) {
            return moment >= from && moment < until;
        }
    }

    /** The time around a moment in which no price changes. */
    Period period(long moment) {
        Long from = changes.floor(moment);
        Long until = changes.higher(moment);
        return new Period(from == null ? Long.MIN_VALUE : from, until == null ? Long.MAX_VALUE : until);
    }

    /** What becomes of calls of models that are not here. */
    public UnknownPrice unknown() {
        return unknown.orElse(USUAL_CEILING);
    }

    /** This list, with what another says of the same provider and name in its place. */
    public PriceList with(PriceList other) {
        Map<String, ProviderPrices> all = new LinkedHashMap<>(providers);
        other.providers.forEach((name, prices) -> all.merge(name, prices, ProviderPrices::with));
        return new PriceList(all, other.unknown.or(() -> unknown));
    }

    /** Names and patterns that have a price. */
    public int size() {
        return providers.values().stream().mapToInt(ProviderPrices::size).sum();
    }
}
