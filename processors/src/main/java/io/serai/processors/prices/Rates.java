package io.serai.processors.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

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

    /** The highest price of these parts; 0 where none has any. */
    long dearest(Set<Part> parts) {
        long dearest = 0;
        for (Map.Entry<Part, Long> rate : nanosPerMillion.entrySet()) {
            dearest = parts.contains(rate.getKey()) ? Math.max(dearest, rate.getValue()) : dearest;
        }
        return dearest;
    }

    /** Each of them multiplied, rounded half up. */
    Rates times(BigDecimal factor) {
        Map<Part, Long> rates = new EnumMap<>(Part.class);
        nanosPerMillion.forEach((part, price) -> rates.put(
                part,
                BigDecimal.valueOf(price)
                        .multiply(factor)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact()));
        return new Rates(rates);
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
