package io.serai.processors.prices;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the models of one provider cost. Immutable. */
final class ProviderPrices {

    private final Map<String, ModelPrice> models = new LinkedHashMap<>();
    /** The longest first. */
    private final Map<NamePattern, ModelPrice> families = new TreeMap<>();

    /** @param prices by name, or by a pattern of names */
    ProviderPrices(Map<String, ModelPrice> prices) {
        prices.forEach((name, price) -> {
            if (NamePattern.isPattern(name)) {
                families.put(new NamePattern(name), price);
            } else {
                models.put(name, price);
            }
        });
    }

    /** By the name itself, else by the pattern that says most of it. */
    Optional<ModelPrice> find(String model) {
        ModelPrice exact = models.get(model);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (Map.Entry<NamePattern, ModelPrice> family : families.entrySet()) {
            if (family.getKey().matches(model)) {
                return Optional.of(family.getValue());
            }
        }
        return Optional.empty();
    }

    /** These, with others in their place where names are the same. */
    ProviderPrices with(ProviderPrices others) {
        Map<String, ModelPrice> all = new LinkedHashMap<>(models);
        families.forEach((pattern, price) -> all.put(pattern.toString(), price));
        all.putAll(others.models);
        others.families.forEach((pattern, price) -> all.put(pattern.toString(), price));
        return new ProviderPrices(all);
    }

    /** Names and patterns that have a price. */
    int size() {
        return models.size() + families.size();
    }
}
