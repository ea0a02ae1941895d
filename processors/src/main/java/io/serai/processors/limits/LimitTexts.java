package io.serai.processors.limits;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of a limit that a column keeps as JSON. */
final class LimitTexts {

    private static final String PERCENT = "percent";
    private static final String MODEL = "model";

    private LimitTexts() {}

    static String scope(Scope scope) {
        Map<String, Object> values = new LinkedHashMap<>();
        scope.values().forEach((dimension, value) -> values.put(dimension.label(), value));
        return text(values);
    }

    static Scope scope(String text) {
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        if (read(text) instanceof Map<?, ?> members) {
            members.forEach(
                    (name, value) -> values.put(Dimension.of(name.toString()).orElseThrow(), String.valueOf(value)));
        }
        return new Scope(values);
    }

    static String thresholds(List<Threshold> thresholds) {
        List<Map<String, Object>> values = new ArrayList<>();
        for (Threshold threshold : thresholds) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put(PERCENT, threshold.percent());
            threshold.instead().ifPresent(model -> value.put(MODEL, model));
            values.add(value);
        }
        return text(values);
    }

    static List<Threshold> thresholds(String text) {
        List<Threshold> thresholds = new ArrayList<>();
        if (read(text) instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> members && members.get(PERCENT) instanceof Number percent) {
                    Object model = members.get(MODEL);
                    thresholds.add(new Threshold(
                            percent.intValue(), Optional.ofNullable(model).map(Object::toString)));
                }
            }
        }
        return thresholds;
    }

    private static String text(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    private static @Nullable Object read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return Json.standard().read(bytes, 0, bytes.length);
        } catch (JsonException e) {
            throw new IllegalStateException("a column of the table limits holds no JSON", e);
        }
    }
}
