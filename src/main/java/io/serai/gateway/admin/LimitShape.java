package io.serai.gateway.admin;

import io.serai.processors.limits.Dimension;
import io.serai.processors.limits.Limit;
import io.serai.processors.limits.Metric;
import io.serai.processors.limits.Scope;
import io.serai.processors.limits.StoredLimit;
import io.serai.processors.limits.Threshold;
import io.serai.processors.limits.Window;
import io.serai.processors.prices.NanoDollars;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A limit as answers show it. */
final class LimitShape {

    private LimitShape() {}

    /** With what only the database knows of it. */
    static Map<String, Object> of(StoredLimit stored) {
        Map<String, Object> json = of(stored.limit());
        json.put("version", stored.version());
        json.put("created_at", Shapes.instant(stored.createdAt()));
        return json;
    }

    static Map<String, Object> of(Limit limit) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", limit.id());
        json.put("tenant", limit.tenant());
        json.put("scope", scope(limit.scope()));
        json.put("metric", limit.metric().label());
        if (limit.metric() == Metric.COST) {
            json.put("dollars", new NanoDollars(limit.amount()).toString());
        } else {
            json.put("amount", limit.amount());
        }
        json.put("window", window(limit.window()));
        json.put(
                "thresholds",
                limit.thresholds().stream().map(LimitShape::threshold).toList());
        json.put("enforcement", limit.enforcement().label());
        json.put("origin", limit.origin());
        return json;
    }

    /** What the API calls a dimension: an application is spelled out everywhere in it. */
    static String name(Dimension dimension) {
        return dimension == Dimension.APP ? "application" : dimension.label();
    }

    static Map<String, Object> subject(Map<Dimension, String> values) {
        Map<String, Object> json = new LinkedHashMap<>();
        values.forEach((dimension, value) -> json.put(name(dimension), value));
        return json;
    }

    private static Map<String, Object> scope(Scope scope) {
        return subject(scope.values());
    }

    private static Map<String, Object> window(Window window) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("unit", window.unit().label());
        json.put("kind", window.kind().name().toLowerCase(Locale.ROOT));
        json.put("zone", window.zone().getId());
        return json;
    }

    private static Map<String, Object> threshold(Threshold threshold) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("percent", threshold.percent());
        threshold.instead().ifPresent(model -> json.put("instead", model));
        return json;
    }
}
