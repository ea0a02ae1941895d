package io.serai.processors.limits;

import io.serai.processors.limits.Window.Kind;
import io.serai.processors.limits.Window.Unit;
import io.serai.processors.yaml.YamlException;
import io.serai.processors.yaml.YamlFile;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads {@code limits.yaml}: limits by name, each with whom it is about, how much of what, and per what time. */
public final class LimitsReader {

    private static final String LIMITS = "limits";
    private static final String TENANT = "tenant";
    private static final String FOR = "for";
    private static final String PER = "per";
    private static final String ZONE = "zone";
    private static final String ROLLING = "rolling";
    private static final String AT = "at";
    private static final String ENFORCEMENT = "enforcement";
    private static final String EACH = "each";
    private static final String ALERT = "alert";
    private static final String MODEL = "model:";

    private static final int NANO_DECIMALS = 9;

    /** What is counted, by its key. */
    private static final Map<String, Metric> METRICS = metrics();

    private static final List<String> KEYS = keys();

    private LimitsReader() {}

    /**
     * The limits of a file.
     *
     * @param file as messages are to name it
     * @throws YamlException naming file, line and key
     */
    public static List<Limit> read(String file, String text) {
        Optional<YamlNode> document = YamlFile.read(file, text);
        if (document.isEmpty()) {
            return List.of();
        }
        Optional<YamlNode> found = document.get().map().only(List.of(LIMITS)).find(LIMITS);
        if (found.isEmpty()) {
            return List.of();
        }
        YamlMap limits = found.get().map();
        List<Limit> read = new ArrayList<>();
        limits.entries().forEach((name, value) -> {
            YamlMap limit = value.map().only(KEYS);
            String origin = file + ":"
                    + limits.keyLines().getOrDefault(name, limit.place().line());
            try {
                read.add(limit(name, limit, origin));
            } catch (IllegalArgumentException wrong) {
                throw limits.wrongKey(name, String.valueOf(wrong.getMessage()));
            }
        });
        return read;
    }

    private static Limit limit(String name, YamlMap limit, String origin) {
        List<String> counted = METRICS.keySet().stream()
                .filter(key -> limit.find(key).isPresent())
                .toList();
        if (counted.size() != 1) {
            throw limit.wrong("expected one of " + String.join(", ", METRICS.keySet()) + ", found "
                    + (counted.isEmpty() ? "none" : String.join(", ", counted)));
        }
        Metric metric = METRICS.getOrDefault(counted.get(0), Metric.REQUESTS);
        YamlScalar amount = limit.require(counted.get(0)).scalar();
        return new Limit(
                name,
                limit.find(TENANT).map(tenant -> tenant.scalar().text()).orElse(""),
                scope(limit),
                metric,
                metric == Metric.COST ? nanoDollars(amount) : amount.whole(0, Long.MAX_VALUE / 4),
                window(limit, metric),
                thresholds(limit),
                enforcement(limit),
                origin);
    }

    private static Scope scope(YamlMap limit) {
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        limit.find(FOR).ifPresent(about -> about.map().entries().forEach((name, value) -> {
            Dimension dimension = Dimension.of(name).orElseThrow(() -> about.map()
                    .wrongKey(name, "is not known; expected one of " + labels(Dimension.values(), Dimension::label)));
            String text = value.scalar().text();
            values.put(dimension, text.equals(EACH) ? Scope.EACH : text);
        }));
        return new Scope(values);
    }

    private static Window window(YamlMap limit, Metric metric) {
        if (metric == Metric.CONCURRENT) {
            for (String key : List.of(PER, ZONE, ROLLING)) {
                if (limit.find(key).isPresent()) {
                    throw limit.wrongKey(key, "has no meaning where what is under way is counted");
                }
            }
            return Window.ENDLESS;
        }
        YamlScalar per = limit.require(PER).scalar();
        Unit unit = Unit.of(per.text())
                .orElseThrow(() ->
                        per.wrong("expected one of " + labels(Unit.values(), Unit::label) + ", found " + per.words()));
        boolean rolling = limit.find(ROLLING).map(flag -> flag.scalar().flag()).orElse(false);
        return new Window(unit, rolling ? Kind.ROLLING : Kind.CALENDAR, zone(limit));
    }

    private static ZoneId zone(YamlMap limit) {
        Optional<YamlScalar> zone = limit.find(ZONE).map(YamlNode::scalar);
        try {
            return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone.get().text());
        } catch (DateTimeException e) {
            throw limit.wrongKey(
                    ZONE,
                    "expected a time zone such as Europe/Berlin, found "
                            + zone.get().words());
        }
    }

    private static List<Threshold> thresholds(YamlMap limit) {
        Optional<YamlMap> at = limit.find(AT).map(YamlNode::map);
        if (at.isEmpty()) {
            return Threshold.USUAL;
        }
        List<Threshold> thresholds = new ArrayList<>();
        at.get().entries().forEach((percent, value) -> thresholds.add(threshold(at.get(), percent, value.scalar())));
        return thresholds;
    }

    private static Threshold threshold(YamlMap at, String percent, YamlScalar value) {
        String text = value.isNothing() ? ALERT : value.text();
        if (!text.equals(ALERT) && !text.startsWith(MODEL)) {
            throw value.wrong("expected alert or model:<name>, found " + value.words());
        }
        try {
            return new Threshold(
                    Integer.parseInt(percent.endsWith("%") ? percent.substring(0, percent.length() - 1) : percent),
                    text.equals(ALERT) ? Optional.empty() : Optional.of(text.substring(MODEL.length())));
        } catch (NumberFormatException e) {
            throw at.wrongKey(percent, "expected a number of percent");
        }
    }

    private static Enforcement enforcement(YamlMap limit) {
        Optional<YamlScalar> value = limit.find(ENFORCEMENT).map(YamlNode::scalar);
        return value.map(text -> Enforcement.of(text.text())
                        .orElseThrow(() -> text.wrong("expected one of "
                                + labels(Enforcement.values(), Enforcement::label) + ", found " + text.words())))
                .orElse(Enforcement.REFUSE);
    }

    private static long nanoDollars(YamlScalar amount) {
        BigDecimal dollars = amount.decimal();
        try {
            return dollars.movePointRight(NANO_DECIMALS).longValueExact();
        } catch (ArithmeticException e) {
            throw amount.wrong("expected dollars with at most nine decimals, found " + amount.words());
        }
    }

    private static <T> String labels(T[] values, Function<T, String> label) {
        return Arrays.stream(values).map(label).collect(Collectors.joining(", "));
    }

    private static Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        metrics.put("requests", Metric.REQUESTS);
        metrics.put("tokens", Metric.TOKENS_TOTAL);
        metrics.put("tokens-in", Metric.TOKENS_IN);
        metrics.put("tokens-out", Metric.TOKENS_OUT);
        metrics.put("concurrent", Metric.CONCURRENT);
        metrics.put("cost", Metric.COST);
        return metrics;
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(TENANT, FOR));
        keys.addAll(METRICS.keySet());
        keys.addAll(List.of(PER, ZONE, ROLLING, AT, ENFORCEMENT));
        return List.copyOf(keys);
    }
}
