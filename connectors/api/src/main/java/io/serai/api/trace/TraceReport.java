package io.serai.api.trace;

import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A trace in the words of answers: members in snake case as in OpenAI's API, times in milliseconds since the request came, with three
 * digits after the point.
 *
 * @param begunAt when the request came, on the clock of {@link System#nanoTime()}
 * @param requested the model by the caller's name for it, where it is known
 * @param resolved who answers, where it is known for sure
 * @param costs of an attempt in US dollars, where it is known
 */
record TraceReport(
        long begunAt,
        @Nullable String requested,
        @Nullable String resolved,
        Function<Attempt, Optional<BigDecimal>> costs) {

    Map<String, Object> of(@Nullable Meter meter, List<Decision> decisions, List<Verdict> verdicts) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("requested_model", requested);
        told.put("resolved_model", resolved == null ? answering(meter) : resolved);
        told.put("duration_ms", since(System.nanoTime()));
        told.put(
                "attempts",
                meter == null
                        ? List.of()
                        : meter.attempts().stream().map(this::attempt).toList());
        told.put("decisions", decisions.stream().map(this::decision).toList());
        told.put("policies", verdicts.stream().map(this::verdict).toList());
        return told;
    }

    private static @Nullable String answering(@Nullable Meter meter) {
        return meter == null ? null : meter.answering().map(Attempt::target).orElse(null);
    }

    private Map<String, Object> attempt(Attempt attempt) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("target", attempt.target());
        attempt.key().ifPresent(key -> told.put("key", key));
        told.put("operation", attempt.operation().label());
        told.put("outcome", attempt.outcome().name().toLowerCase(Locale.ROOT));
        told.put("error", attempt.error().map(ErrorKind::label).orElse(null));
        told.put("started_ms", since(attempt.startedAt()));
        told.put(
                "first_token_ms",
                attempt.timeToFirstToken().map(TraceReport::millis).orElse(null));
        told.put("duration_ms", millis(attempt.duration()));
        told.put("usage", attempt.usage().map(Usage::map).orElse(null));
        costs.apply(attempt).ifPresent(dollars -> told.put("cost_usd", dollars));
        if (!attempt.dropped().isEmpty()) {
            told.put("dropped", attempt.dropped());
        }
        return told;
    }

    private Map<String, Object> decision(Decision decision) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("at_ms", since(decision.at()));
        told.put("where", decision.where());
        told.put("decision", decision.turn().label());
        putUnlessEmpty("target", decision.about(), told);
        putUnlessEmpty("reason", decision.why(), told);
        return told;
    }

    private Map<String, Object> verdict(Verdict verdict) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("at_ms", since(verdict.at()));
        told.put("policy", verdict.policy());
        told.put("verdict", verdict.verdict());
        putUnlessEmpty("reason", verdict.why(), told);
        return told;
    }

    private static void putUnlessEmpty(String name, String value, Map<String, Object> into) {
        if (!value.isEmpty()) {
            into.put(name, value);
        }
    }

    /** What began before the trace did began with it. */
    private BigDecimal since(long moment) {
        return millis(Duration.ofNanos(Math.max(0, moment - begunAt)));
    }

    private static BigDecimal millis(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos() / 1_000, 3);
    }
}
