package io.serai.processors.prices;

import io.serai.processors.yaml.YamlException;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the price of one model. */
final class ModelPriceReader {

    static final String BATCH = "batch";

    private static final String ABOVE = "above";
    private static final String CALL = "call";

    /** Dollars have nine decimals in nano-dollars. */
    private static final int DECIMALS = 9;

    private static final long MAX_THRESHOLD = 1_000_000_000;

    private ModelPriceReader() {}

    /**
     * A price.
     *
     * @param others keys that may be there, besides those of a price
     * @param usualBatch what part of it a call in a batch costs, where it does not say so itself
     */
    static ModelPrice read(YamlMap price, List<String> others, BigDecimal usualBatch) {
        List<String> known = new ArrayList<>(Part.labels());
        known.addAll(List.of(ABOVE, CALL, BATCH));
        known.addAll(others);
        price.only(known);
        Rates rates = rates(price);
        NavigableMap<Long, Rates> above = new TreeMap<>();
        price.find(ABOVE).map(YamlNode::map).ifPresent(tiers -> tiers.entries().forEach((tokens, tier) -> {
            YamlMap longer = tier.map().only(Part.labels());
            requireSameParts(price, longer);
            above.put(threshold(tiers, tokens), rates(longer));
        }));
        NanoDollars call = price.find(CALL)
                .map(fee -> new NanoDollars(nanos(fee.scalar())))
                .orElse(NanoDollars.ZERO);
        return new ModelPrice(rates, above, call, batch(price).orElse(usualBatch));
    }

    /** What part of its price a call in a batch costs, where that is said. */
    static Optional<BigDecimal> batch(YamlMap said) {
        return said.find(BATCH).map(YamlNode::scalar).map(factor -> {
            BigDecimal part = factor.decimal();
            if (part.signum() < 0 || part.compareTo(BigDecimal.ONE) > 0) {
                throw factor.wrong("expected a part from 0 to 1, found " + factor.words());
            }
            return part;
        });
    }

    private static long threshold(YamlMap tiers, String tokens) {
        YamlScalar written = new YamlScalar(tiers.place(), tokens, false);
        try {
            return written.whole(1, MAX_THRESHOLD);
        } catch (YamlException e) {
            throw tiers.wrongKey(tokens, "expected a number of tokens in, from 1 to " + MAX_THRESHOLD);
        }
    }

    /** A part that were left out would be charged as input or output of the longer prompt, and nobody would notice. */
    private static void requireSameParts(YamlMap price, YamlMap tier) {
        List<String> parts = Part.labels();
        for (String key : price.entries().keySet()) {
            if (parts.contains(key) && !tier.entries().containsKey(key)) {
                throw tier.wrong("expected '" + key + "' as for shorter prompts, found none");
            }
        }
        for (String key : tier.entries().keySet()) {
            if (!price.entries().containsKey(key)) {
                throw tier.wrongKey(key, "has no price for shorter prompts");
            }
        }
    }

    private static Rates rates(YamlMap price) {
        Map<Part, Long> rates = new EnumMap<>(Part.class);
        price.entries().forEach((key, value) -> Part.of(key).ifPresent(part -> rates.put(part, nanos(value.scalar()))));
        if (rates.isEmpty() && price.find(CALL).isPresent()) {
            // A fee for the call is all
            rates.put(Part.INPUT, 0L);
            rates.put(Part.OUTPUT, 0L);
        }
        try {
            return new Rates(rates);
        } catch (IllegalArgumentException e) {
            throw price.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static long nanos(YamlScalar dollars) {
        BigDecimal price = dollars.decimal();
        try {
            long nanos = price.movePointRight(DECIMALS).longValueExact();
            if (nanos >= 0 && nanos <= Rates.MAX) {
                return nanos;
            }
        } catch (ArithmeticException e) {
            throw dollars.wrong("expected dollars with at most " + DECIMALS + " decimals, found " + dollars.words());
        }
        throw dollars.wrong("expected dollars from 0 to 9000 per million tokens, found " + dollars.words());
    }
}
