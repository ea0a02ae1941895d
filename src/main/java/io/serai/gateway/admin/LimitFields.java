package io.serai.gateway.admin;

import io.serai.processors.limits.Dimension;
import io.serai.processors.limits.Enforcement;
import io.serai.processors.limits.Limit;
import io.serai.processors.limits.Metric;
import io.serai.processors.limits.Scope;
import io.serai.processors.limits.Threshold;
import io.serai.processors.limits.Window;
import io.serai.processors.limits.Window.Unit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a limit is to be like, as a request says it. */
final class LimitFields {

    private static final int DECIMALS = 9;

    /** Where it stands, in messages. */
    private static final String ORIGIN = "admin API";

    private LimitFields() {}

    /** @param tenant whose it is to be; empty for the platform */
    static Limit read(Fields body, String id, String tenant) {
        Metric metric = Metric.of(body.text("metric")).orElseThrow();
        try {
            return new Limit(
                    id,
                    tenant,
                    scope(body.object("scope")),
                    metric,
                    amount(body, metric),
                    window(body, metric),
                    body.has("thresholds") ? thresholds(body) : Threshold.USUAL,
                    body.maybeText("enforcement").flatMap(Enforcement::of).orElse(Enforcement.REFUSE),
                    ORIGIN);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("window", String.valueOf(e.getMessage()));
        }
    }

    /** Of what the request does not say, that which is. */
    static Limit read(Fields body, Limit now) {
        try {
            return new Limit(
                    now.id(),
                    now.tenant(),
                    now.scope(),
                    now.metric(),
                    body.has("amount") || body.has("dollars") ? amount(body, now.metric()) : now.amount(),
                    now.window(),
                    body.has("thresholds") ? thresholds(body) : now.thresholds(),
                    body.maybeText("enforcement").flatMap(Enforcement::of).orElse(now.enforcement()),
                    now.origin());
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("thresholds", String.valueOf(e.getMessage()));
        }
    }

    private static Scope scope(Fields body) {
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            body.maybeText(LimitShape.name(dimension)).ifPresent(value -> values.put(dimension, value));
        }
        return new Scope(values);
    }

    private static long amount(Fields body, Metric metric) {
        boolean money = metric == Metric.COST;
        if (body.has("dollars") != money || body.has("amount") == money) {
            throw ProblemException.badField(
                    money ? "dollars" : "amount", "expected dollars of the metric cost, and an amount of any other");
        }
        if (!money) {
            return body.number("amount").orElseThrow();
        }
        return new BigDecimal(body.text("dollars")).movePointRight(DECIMALS).longValueExact();
    }

    private static Window window(Fields body, Metric metric) {
        if (!body.has("window")) {
            if (metric == Metric.CONCURRENT) {
                return Window.ENDLESS;
            }
            throw ProblemException.badField("window", "is missing; only concurrent requests have none");
        }
        Fields window = body.object("window");
        Unit unit = Unit.of(window.text("unit")).orElseThrow();
        return window.text("kind", "calendar").equals("rolling")
                ? Window.rolling(unit)
                : Window.calendar(unit, zone(window.text("zone", "Z")));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw ProblemException.badField("window/zone", "expected a zone such as Europe/Berlin");
        }
    }

    private static List<Threshold> thresholds(Fields body) {
        return body.objects("thresholds").stream()
                .map(each ->
                        new Threshold(Math.toIntExact(each.number("percent").orElseThrow()), each.maybeText("instead")))
                .toList();
    }
}
