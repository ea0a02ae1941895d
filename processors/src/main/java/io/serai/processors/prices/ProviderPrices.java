package io.serai.processors.prices;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the models of one provider cost. Immutable. */
final class ProviderPrices {

    private final Map<String, PriceHistory> models = new LinkedHashMap<>();
    /** The longest first. */
    private final Map<NamePattern, PriceHistory> families = new TreeMap<>();

    /** @param prices by name, or by a pattern of names */
    ProviderPrices(Map<String, PriceHistory> prices) {
        prices.forEach((name, price) -> {
            if (NamePattern.isPattern(name)) {
                families.put(new NamePattern(name), price);
            } else {
                models.put(name, price);
            }
        });
    }

    /** By the name itself, else by the pattern that says most of it; of those that hold at a moment. */
    Optional<Listed> find(String model, long moment) {
        PriceHistory exact = models.get(model);
        Optional<Listed> price = exact == null ? Optional.empty() : exact.at(moment);
        if (price.isPresent()) {
            return price;
        }
        for (Map.Entry<NamePattern, PriceHistory> family : families.entrySet()) {
            if (family.getKey().matches(model)) {
                price = family.getValue().at(moment);
                if (price.isPresent()) {
                    return price;
                }
            }
        }
        return Optional.empty();
    }

    /** These, with others in their place where names are the same. */
    ProviderPrices with(ProviderPrices others) {
        Map<String, PriceHistory> all = new LinkedHashMap<>(models);
        families.forEach((pattern, price) -> all.put(pattern.toString(), price));
        all.putAll(others.models);
        others.families.forEach((pattern, price) -> all.put(pattern.toString(), price));
        return new ProviderPrices(all);
    }

    /** Adds the moments at which a price begins to hold. */
    void addChanges(Set<Long> changes) {
        models.values().forEach(history -> history.addChanges(changes));
        families.values().forEach(history -> history.addChanges(changes));
    }

    /** Names and patterns that have a price. */
    int size() {
        return models.size() + families.size();
    }
}
