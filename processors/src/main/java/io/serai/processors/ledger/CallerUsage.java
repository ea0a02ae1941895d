package io.serai.processors.ledger;

import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.processors.frontend.Answer;
import io.serai.processors.ledger.UsageQuery.Bucket;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /v1/usage}: what the caller itself has used, and what that cost. Of whom there is a person, that is the person; of
 * others their application, or else their key.
 */
public final class CallerUsage implements Processor {

    private static final Duration USUAL = Duration.ofDays(30);
    private static final int USUAL_ROWS = 100;
    private static final int MOST_ROWS = 1_000;
    private static final Set<String> PARAMETERS = Set.of("from", "until", "by", "interval", "limit", "cursor");
    private static final Set<Dimension> TOLD = EnumSet.of(
            Dimension.KEY, Dimension.ASKED, Dimension.PROVIDER, Dimension.MODEL, Dimension.OPERATION, Dimension.TAG);

    private final Clock clock;

    public CallerUsage() {
        this(Clock.systemUTC());
    }

    CallerUsage(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Caller caller = exchange.getProperty(CallNames.CALLER, Caller.class);
        Usages usages = exchange.getContext().getRegistry().findSingleByType(Usages.class);
        if (caller == null || usages == null) {
            throw new CallerException(ErrorKind.CALLER_NOT_FOUND, "Nothing is known of your usage here.");
        }
        Map<?, ?> query = exchange.getVariable("query") instanceof Map<?, ?> given ? given : Map.of();
        UsageQuery wanted = query(caller, query);
        Usages.Page page = usages.query(wanted);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("object", "list");
        answer.put("from", text(wanted.filter().from()));
        answer.put("until", text(wanted.filter().until()));
        List<Object> data = new ArrayList<>();
        page.rows().forEach(row -> data.add(shape(row, wanted)));
        answer.put("data", data);
        page.next().ifPresent(next -> answer.put("next", next));
        Answer.write(exchange, answer);
    }

    /** The caller's own, whatever the query says. */
    private UsageQuery query(Caller caller, Map<?, ?> query) {
        for (Object name : query.keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw CallerException.badField(String.valueOf(name), "There is no such parameter here.");
            }
        }
        Instant until = instant(query, "until").orElseGet(clock::instant);
        Instant from = instant(query, "from").orElseGet(() -> until.minus(USUAL));
        return new UsageQuery(
                new Filter(from.toEpochMilli(), until.toEpochMilli(), own(caller)),
                by(query.get("by")),
                interval(query.get("interval")),
                ZoneOffset.UTC,
                limit(query.get("limit")),
                Optional.ofNullable(query.get("cursor")).map(String::valueOf));
    }

    private static Subject own(Caller caller) {
        Subject tenant = Subject.of(Dimension.TENANT, caller.tenant());
        if (!caller.user().isEmpty()) {
            return tenant.and(Dimension.USER, caller.user());
        }
        return caller.app().isEmpty()
                ? tenant.and(Dimension.KEY, caller.key())
                : tenant.and(Dimension.APP, caller.app());
    }

    private static Set<Dimension> by(@Nullable Object given) {
        Set<Dimension> by = EnumSet.noneOf(Dimension.class);
        if (given != null) {
            for (String name : given.toString().split(",", -1)) {
                by.add(Dimension.of(name)
                        .filter(TOLD::contains)
                        .orElseThrow(() -> CallerException.badField(
                                "by", "Expected some of key, asked, provider, model, operation and tag.")));
            }
        }
        return by;
    }

    private static Bucket interval(@Nullable Object given) {
        return switch (given == null ? "none" : given.toString()) {
            case "none" -> Bucket.NONE;
            case "hour" -> Bucket.HOUR;
            case "day" -> Bucket.DAY;
            default -> throw CallerException.badField("interval", "Expected none, hour or day.");
        };
    }

    private static int limit(@Nullable Object given) {
        try {
            int limit = given == null ? USUAL_ROWS : Integer.parseInt(given.toString());
            if (limit >= 1 && limit <= MOST_ROWS) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw badLimit();
        }
        throw badLimit();
    }

    private static RuntimeException badLimit() {
        return CallerException.badField("limit", "Expected a limit from 1 to " + MOST_ROWS + ".");
    }

    private static Optional<Instant> instant(Map<?, ?> query, String name) {
        Object given = query.get(name);
        try {
            return given == null
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(given.toString()).toInstant());
        } catch (DateTimeException e) {
            throw CallerException.badField(name, "Expected an instant such as 2026-11-01T00:00:00Z.");
        }
    }

    private static Map<String, Object> shape(UsageRow row, UsageQuery query) {
        Map<String, Object> shape = new LinkedHashMap<>();
        row.group().forEach((dimension, value) -> shape.put(dimension.label(), value));
        if (query.bucket() != Bucket.NONE) {
            shape.put("from", text(row.bucketFrom()));
        }
        shape.put("requests", row.requests());
        shape.put("attempts", row.attempts());
        shape.put("input_tokens", row.input());
        shape.put("output_tokens", row.output());
        shape.put("cost", row.cost().toString());
        shape.put("saved", row.saved().toString());
        return shape;
    }

    private static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
