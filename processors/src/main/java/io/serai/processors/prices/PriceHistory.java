package io.serai.processors.prices;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The prices that a model has had, and will have, as far as a list says. */
final class PriceHistory {

    private final NavigableMap<Long, Listed> prices = new TreeMap<>();

    /** Whether there is none yet that holds from the same day. */
    boolean add(Listed price) {
        return prices.putIfAbsent(price.from(), price) == null;
    }

    void addChanges(Set<Long> changes) {
        changes.addAll(prices.keySet());
    }

    /** The one that holds at a moment, in milliseconds since the epoch; empty before the first does. */
    Optional<Listed> at(long moment) {
        return Optional.ofNullable(prices.floorEntry(moment)).map(Map.Entry::getValue);
    }
}
