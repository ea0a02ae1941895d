package io.serai.bench;

import io.serai.bench.Budget.Bound;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Holds the figures of a run against what the gateway promises. */
final class Budgets {

    private static final String SERAI = Target.SERAI;

    private final Plan plan;
    private final Results results;
    private final List<Entry> entries;

    Budgets(Plan plan, Results results, List<Entry> entries) {
        this.plan = plan;
        this.results = results;
        this.entries = entries;
    }

    List<Budget> all() {
        return List.of(
                new Budget(
                        "CPU per request over the bare proxy's",
                        Bound.AT_MOST,
                        2.0,
                        " ×",
                        results.ratio(Scenario.PLAIN, SERAI, Target.BARE, Sample::cpuPerCall),
                        obstacle(Scenario.PLAIN, Plan.BUSY, SERAI, Target.BARE)),
                new Budget(
                        "Portkey's CPU per request over Serai's",
                        Bound.AT_LEAST,
                        20,
                        " ×",
                        results.ratio(Scenario.PLAIN, Target.PORTKEY, SERAI, Sample::cpuPerCall),
                        obstacle(Scenario.PLAIN, Plan.BUSY, SERAI, Target.PORTKEY)),
                new Budget(
                        "p99 added at " + Plan.FEW + " connections",
                        Bound.AT_MOST,
                        1.5,
                        " ms",
                        millis(results.added(Scenario.PLAIN, Plan.FEW, SERAI, result -> result.latency()
                                .p99())),
                        obstacle(Scenario.PLAIN, Plan.FEW, SERAI, Target.DIRECT)),
                new Budget(
                        "CPU per streamed chunk over the bare proxy's, chunks paced",
                        Bound.AT_MOST,
                        2.5,
                        " ×",
                        results.ratio(Scenario.STREAMS, SERAI, Target.BARE, Sample::cpuPerMark),
                        obstacle(Scenario.STREAMS, Plan.BUSY, SERAI, Target.BARE)),
                new Budget(
                        "CPU per streamed chunk over the bare proxy's, chunks in a burst",
                        Bound.AT_MOST,
                        2.5,
                        " ×",
                        results.ratio(Scenario.BURSTS, SERAI, Target.BARE, Sample::cpuPerMark),
                        obstacle(Scenario.BURSTS, Plan.BUSY, SERAI, Target.BARE)),
                new Budget(
                        "time to first token added with " + Plan.BUSY + " streams, p99",
                        Bound.AT_MOST,
                        2,
                        " ms",
                        millis(results.added(Scenario.STREAMS, Plan.BUSY, SERAI, result -> result.firstMark()
                                .p99())),
                        obstacle(Scenario.STREAMS, Plan.BUSY, SERAI, Target.DIRECT)),
                new Budget(
                        "memory (RSS) with " + plan.openStreams() + " open streams",
                        Bound.AT_MOST,
                        500,
                        " MB",
                        openStreamsMemory(),
                        obstacle(Scenario.OPEN_STREAMS, plan.openStreams(), SERAI)),
                new Budget(
                        "CPU per call with a prompt of 50,000 tokens, passed through",
                        Bound.AT_MOST,
                        3,
                        " ms",
                        results.median(
                                Scenario.PROMPT, Plan.PROMPT_CONNECTIONS, SERAI, sample -> sample.cpuPerCall() / 1000),
                        obstacle(Scenario.PROMPT, Plan.PROMPT_CONNECTIONS, SERAI)),
                new Budget(
                        Plan.AT_ONCE + " calls at once on an upstream of 1 s, the last answer of the worst round",
                        Bound.AT_MOST,
                        1_500,
                        " ms",
                        millis(results.worst(Scenario.AT_ONCE, Plan.AT_ONCE, SERAI, sample -> sample.result()
                                .elapsedNanos())),
                        obstacle(Scenario.AT_ONCE, Plan.AT_ONCE, SERAI)));
    }

    private OptionalDouble openStreamsMemory() {
        return results.worst(Scenario.OPEN_STREAMS, plan.openStreams(), SERAI, sample -> sample.rssKib() * 1024 / 1e6);
    }

    private Optional<String> obstacle(Scenario scenario, int connections, String... targets) {
        return Stream.of(targets)
                .flatMap(target -> Stream.concat(absence(target), failure(scenario, connections, target)))
                .findFirst();
    }

    private Stream<String> absence(String target) {
        return entries.stream()
                .filter(entry -> entry.name().equals(target))
                .flatMap(entry -> entry instanceof Entry.Absent absent
                        ? Stream.of(absent.name() + ": " + absent.reason())
                        : Stream.of());
    }

    private Stream<String> failure(Scenario scenario, int connections, String target) {
        return results.failure(scenario, connections, target).map(text -> target + " failed, " + text).stream();
    }

    private static OptionalDouble millis(OptionalDouble nanos) {
        return nanos.isPresent() ? OptionalDouble.of(nanos.getAsDouble() / 1e6) : nanos;
    }
}
