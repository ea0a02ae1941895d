package io.serai.processors.prices;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/** What the tokens of a model cost: nano-dollars per million tokens, by part. Immutable. */
public final class Rates {

    /** No price is higher: so a million tokens of each part fit into a {@code long} many times over. */
    public static final long MAX = 9_000_000_000_000L;

    private final Map<Part, Long> nanosPerMillion = new EnumMap<>(Part.class);

    /**
     * @param nanosPerMillion by part; at least one of input and output
     * @throws IllegalArgumentException saying which is out of bounds or missing
     */
    public Rates(Map<Part, Long> nanosPerMillion) {
        nanosPerMillion.forEach((part, price) -> {
            if (price < 0 || price > MAX) {
                throw new IllegalArgumentException(
                        "expected the price of " + part.label() + " to be from 0 to 9000 dollars, found " + price);
            }
        });
        this.nanosPerMillion.putAll(nanosPerMillion);
        if (!nanosPerMillion.containsKey(Part.INPUT) && !nanosPerMillion.containsKey(Part.OUTPUT)) {
            throw new IllegalArgumentException("expected a price of input or output, found neither");
        }
    }

    /** The price of a part itself, empty where it has none of its own. */
    public OptionalLong of(Part part) {
        Long price = nanosPerMillion.get(part);
        return price == null ? OptionalLong.empty() : OptionalLong.of(price);
    }

    boolean has(Part part) {
        return nanosPerMillion.containsKey(part);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rates rates && nanosPerMillion.equals(rates.nanosPerMillion);
    }

    @Override
    public int hashCode() {
        return nanosPerMillion.hashCode();
    }

    @Override
    public String toString() {
        return nanosPerMillion.toString();
    }
}
