package io.serai.processors.prices;

import io.serai.processors.prices.UnknownPrice.Policy;
import io.serai.processors.yaml.YamlException;
import io.serai.processors.yaml.YamlFile;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads {@code prices.yaml}: US dollars per million tokens, by provider and model, each block with its source and the day of it. */
public final class PriceListReader {

    private static final String PRICES = "prices";
    private static final String UNKNOWN = "unknown";
    private static final String POLICY = "policy";
    private static final String ALSO = "also";
    private static final String BLOCKS = "blocks";
    private static final String SOURCE = "source";
    private static final String DATE = "date";
    private static final String FROM = "from";
    private static final String MODELS = "models";
    private static final List<String> OF_BLOCK = List.of(SOURCE, DATE, FROM, ModelPriceReader.BATCH, MODELS);
    private static final List<String> OF_PROVIDER = List.of(ALSO, SOURCE, DATE, FROM, ModelPriceReader.BATCH, MODELS);

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
        YamlMap all = document.get().map().only(List.of(PRICES, UNKNOWN));
        Optional<UnknownPrice> unknown = all.find(UNKNOWN).map(policy -> unknown(policy.map()));
        Optional<YamlNode> listed = unknown.isPresent() ? all.find(PRICES) : Optional.of(all.require(PRICES));
        listed.map(YamlNode::map).ifPresent(prices -> prices.entries()
                .forEach((name, provider) -> reader.provider(prices, name, provider.map())));
        return new PriceList(reader.providers, unknown);
    }

    private static UnknownPrice unknown(YamlMap said) {
        YamlScalar policy = said.require(POLICY).scalar();
        boolean noAmounts = said.entries().size() == 1;
        return switch (policy.text()) {
            case "ceiling" -> new UnknownPrice(Policy.CEILING, ceiling(said));
            case "refuse" ->
                new UnknownPrice(Policy.REFUSE, noAmounts ? PriceList.USUAL_CEILING.ceiling() : ceiling(said));
            default -> throw policy.wrong("expected ceiling or refuse, found " + policy.words());
        };
    }

    private static ModelPrice ceiling(YamlMap said) {
        ModelPrice price = ModelPriceReader.read(said, List.of(POLICY), BigDecimal.ONE);
        if (price.input() == 0 || price.output() == 0) {
            throw said.wrong("expected an input and an output above 0: what has no price is not free");
        }
        return price;
    }

    private void provider(YamlMap prices, String name, YamlMap provider) {
        Map<String, PriceHistory> models = new LinkedHashMap<>();
        Optional<YamlNode> blocks = provider.find(BLOCKS);
        if (blocks.isPresent()) {
            provider.only(List.of(ALSO, BLOCKS));
            blocks.get().list().items().forEach(block -> block(name, block.map().only(OF_BLOCK), models));
        } else {
            block(name, provider.only(OF_PROVIDER), models);
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

    private static void block(String provider, YamlMap block, Map<String, PriceHistory> models) {
        block.require(SOURCE).scalar().text();
        LocalDate said = date(block.require(DATE).scalar());
        Optional<LocalDate> from = block.find(FROM).map(day -> date(day.scalar()));
        long since = from.map(
                        day -> day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli())
                .orElse(Long.MIN_VALUE);
        BigDecimal batch = ModelPriceReader.batch(block).orElse(BigDecimal.ONE);
        YamlMap prices = block.require(MODELS).map();
        prices.entries().forEach((names, written) -> {
            ModelPrice price = ModelPriceReader.read(written.map(), List.of(), batch);
            for (String name : names.split(",", -1)) {
                if (name.isBlank()) {
                    throw prices.wrongKey(names, "expected names of models, separated by commas");
                }
                String version = provider + '/' + name.strip() + '@' + from.orElse(said) + '#' + sum(price);
                PriceHistory history = models.computeIfAbsent(name.strip(), fresh -> new PriceHistory());
                if (!history.add(new Listed(price, version, since))) {
                    throw prices.wrongKey(names, "'" + name.strip() + "' has a price already");
                }
            }
        });
    }

    /** Tells prices apart that somebody has corrected without another date. */
    private static String sum(ModelPrice price) {
        CRC32C sum = new CRC32C();
        sum.update(price.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    private static LocalDate date(YamlScalar date) {
        try {
            return LocalDate.parse(date.text());
        } catch (DateTimeException e) {
            throw date.wrong("expected a day such as 2026-11-21, found " + date.words());
        }
    }
}
