package io.serai.bench;

import io.serai.bench.Budget.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What it costs that a provider speaks another dialect than the caller: the gateway's CPU for a call that is translated, over that for one
 * that is passed through, and for a translated chunk. One gateway, one mock, one load; only the provider differs.
 */
final class TranslationCost {

    private static final double CALL_LIMIT = 1.5;
    private static final double CHUNK_LIMIT_MICROS = 15;

    private final Plan plan;
    private final Probe probe;
    private final Entry serai;
    private final Results results = new Results();

    /** @param serai the gateway, which has the providers of {@code src/bench/routes} */
    TranslationCost(Plan plan, Probe probe, Entry serai) {
        this.plan = plan;
        this.probe = probe;
        this.serai = serai;
    }

    /** The measurement as a section of the report; empty where there is no gateway to measure. */
    String text() throws InterruptedException {
        if (!(serai instanceof Target gateway)) {
            return "";
        }
        Target passed = gateway.calling("bench", "OpenAI, passed through");
        List<Target> translated = List.of(
                gateway.calling("bench-anthropic", "Anthropic"),
                gateway.calling("bench-gemini", "Gemini"),
                gateway.calling("bench-bedrock", "Bedrock"));
        List<Target> all = new ArrayList<>(List.of(passed));
        all.addAll(translated);
        for (Target target : all) {
            probe.measure(target, calls(target, plan.warmMillis() / 2));
            probe.measure(target, chunks(target, plan.warmMillis() / 4));
        }
        for (int round = 0; round < plan.rounds(); round++) {
            for (Target target : all) {
                add(Scenario.TRANSLATED_CALLS, target, calls(target, plan.windowMillis()));
                add(Scenario.TRANSLATED_CHUNKS, target, chunks(target, plan.windowMillis()));
            }
        }
        return section(passed, translated);
    }

    private void add(Scenario scenario, Target target, Load load) throws InterruptedException {
        results.add(scenario, Plan.BUSY, target.name(), probe.measure(target, load));
    }

    private static Load calls(Target target, long millis) {
        return Load.timed(target.json("bench-json", Plan.REQUEST_WORDS), Plan.BUSY, millis);
    }

    private static Load chunks(Target target, long millis) {
        return Load.timed(target.stream(Plan.STREAM_CHUNKS, 0), Plan.BUSY, millis);
    }

    private String section(Target passed, List<Target> translated) {
        StringBuilder text = new StringBuilder("## Translation\n\n");
        text.append(String.format(
                Locale.ROOT,
                "Asked in OpenAI's words, at %d connections: a request of %,d bytes, and streams of %d chunks in one burst, the request's own "
                        + "cost included.%n%n",
                Plan.BUSY,
                passed.json("bench-json", Plan.REQUEST_WORDS).request().length,
                Plan.STREAM_CHUNKS));
        text.append("| Provider | CPU µs per call | CPU µs per chunk |\n|---|---|---|\n");
        row(text, passed);
        translated.forEach(target -> row(text, target));
        text.append("\n| Promise | Limit | Found | |\n|---|---|---|---|\n");
        for (Target target : translated) {
            OptionalDouble ratio =
                    results.ratio(Scenario.TRANSLATED_CALLS, target.name(), passed.name(), Sample::cpuPerCall);
            budget(text, target, Scenario.TRANSLATED_CALLS, "CPU of a call over one passed through", CALL_LIMIT, ratio);
        }
        for (Target target : translated) {
            OptionalDouble cost = median(Scenario.TRANSLATED_CHUNKS, target);
            budget(text, target, Scenario.TRANSLATED_CHUNKS, "CPU per chunk", CHUNK_LIMIT_MICROS, cost);
        }
        return text.append('\n').toString();
    }

    private OptionalDouble median(Scenario scenario, Target target) {
        return results.median(
                scenario,
                Plan.BUSY,
                target.name(),
                scenario == Scenario.TRANSLATED_CALLS ? Sample::cpuPerCall : Sample::cpuPerMark);
    }

    private void row(StringBuilder text, Target target) {
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s |%n",
                target.name(),
                figure(Scenario.TRANSLATED_CALLS, target, "%.1f"),
                figure(Scenario.TRANSLATED_CHUNKS, target, "%.2f")));
    }

    private String figure(Scenario scenario, Target target, String format) {
        OptionalDouble figure = median(scenario, target);
        return figure.isPresent()
                ? String.format(Locale.ROOT, format, figure.getAsDouble())
                : "failed, " + failure(scenario, target).orElse("no figure");
    }

    private Optional<String> failure(Scenario scenario, Target target) {
        return results.failure(scenario, Plan.BUSY, target.name());
    }

    private void budget(
            StringBuilder text, Target target, Scenario scenario, String promise, double limit, OptionalDouble found) {
        String unit = scenario == Scenario.TRANSLATED_CALLS ? " ×" : " µs";
        Budget budget = new Budget(
                promise + ", " + target.name(), Bound.AT_MOST, limit, unit, found, failure(scenario, target));
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s |%n",
                budget.promise(),
                budget.limitText(),
                budget.figureText(),
                budget.verdict()));
    }
}
