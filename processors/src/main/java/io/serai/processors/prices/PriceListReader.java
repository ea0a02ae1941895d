package io.serai.processors.prices;

import io.serai.processors.yaml.YamlException;
import io.serai.processors.yaml.YamlFile;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code prices.yaml}: US dollars per million tokens, by provider and model, each block with its source and the day of it. */
public final class PriceListReader {

    private static final String PRICES = "prices";
    private static final String ALSO = "also";
    private static final String BLOCKS = "blocks";
    private static final String SOURCE = "source";
    private static final String DATE = "date";
    private static final String MODELS = "models";
    private static final String ABOVE = "above";

    /** Dollars have nine decimals in nano-dollars. */
    private static final int DECIMALS = 9;

    private static final long MAX_THRESHOLD = 1_000_000_000;

    private final Map<String, ProviderPrices> providers = new HashMap<>();

    private PriceListReader() {}

    /**
     * The list that a file holds.
     *
     * @param file as messages are to name it
     * @throws YamlException naming file, line and key
     */
    public static PriceList read(String file, String text) {
        Optional<YamlNode> document = YamlFile.read(file, text);
        if (document.isEmpty()) {
            return PriceList.EMPTY;
        }
        PriceListReader reader = new PriceListReader();
        YamlMap prices =
                document.get().map().only(List.of(PRICES)).require(PRICES).map();
        prices.entries().forEach((name, provider) -> reader.provider(prices, name, provider.map()));
        return new PriceList(reader.providers);
    }

    private void provider(YamlMap prices, String name, YamlMap provider) {
        Map<String, ModelPrice> models = new LinkedHashMap<>();
        Optional<YamlNode> blocks = provider.find(BLOCKS);
        if (blocks.isPresent()) {
            provider.only(List.of(ALSO, BLOCKS));
            blocks.get()
                    .list()
                    .items()
                    .forEach(block -> block(block.map().only(List.of(SOURCE, DATE, MODELS)), models));
        } else {
            block(provider.only(List.of(ALSO, SOURCE, DATE, MODELS)), models);
        }
        List<String> names = new ArrayList<>(List.of(name));
        provider.find(ALSO).ifPresent(also -> names.addAll(also.list().texts()));
        ProviderPrices read = new ProviderPrices(models);
        for (String each : names) {
            if (providers.put(each, read) != null) {
                throw prices.wrongKey(name, "'" + each + "' has prices already");
            }
        }
    }

    private static void block(YamlMap block, Map<String, ModelPrice> models) {
        block.require(SOURCE).scalar().text();
        date(block.require(DATE).scalar());
        YamlMap prices = block.require(MODELS).map();
        prices.entries().forEach((names, price) -> {
            ModelPrice read = model(price.map());
            for (String name : names.split(",", -1)) {
                if (name.isBlank()) {
                    throw prices.wrongKey(names, "expected names of models, separated by commas");
                }
                if (models.put(name.strip(), read) != null) {
                    throw prices.wrongKey(names, "'" + name.strip() + "' has a price already");
                }
            }
        });
    }

    private static void date(YamlScalar date) {
        try {
            LocalDate.parse(date.text());
        } catch (DateTimeException e) {
            throw date.wrong("expected a day such as 2026-11-21, found " + date.words());
        }
    }

    private static ModelPrice model(YamlMap price) {
        List<String> known = new ArrayList<>(Part.labels());
        known.add(ABOVE);
        price.only(known);
        Rates rates = rates(price);
        NavigableMap<Long, Rates> above = new TreeMap<>();
        price.find(ABOVE).map(YamlNode::map).ifPresent(tiers -> tiers.entries().forEach((tokens, tier) -> {
            YamlMap longer = tier.map().only(Part.labels());
            requireSameParts(price, longer);
            above.put(threshold(tiers, tokens), rates(longer));
        }));
        return new ModelPrice(rates, above);
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
        for (String key : price.entries().keySet()) {
            if (!key.equals(ABOVE) && !tier.entries().containsKey(key)) {
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
