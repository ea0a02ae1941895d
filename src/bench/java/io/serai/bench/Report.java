package io.serai.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The page that a run leaves behind, in Markdown. A figure that was not measured or came with errors says so in its place. */
final class Report {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Plan plan;
    private final Machine machine;
    private final List<Entry> entries;
    private final Results results;
    private final Cells cells;
    private final Instant start;
    private final Duration took;
    private final StringBuilder text = new StringBuilder();

    Report(Plan plan, Machine machine, List<Entry> entries, Results results, Instant start, Duration took) {
        this.plan = plan;
        this.machine = machine;
        this.entries = entries;
        this.results = results;
        this.cells = new Cells(plan, results);
        this.start = start;
        this.took = took;
    }

    String text() {
        say("# Benchmarks\n");
        say(
                "Written by `./serai bench%s` on %s UTC; it took %d s.%s\n",
                plan.name().equals("quick") ? " --quick" : "",
                DAY.format(start),
                took.toSeconds(),
                plan.name().equals("quick") ? " A quick run: good for a first look, not for comparing." : "");
        if (machine.busy()) {
            say("**Other work kept the machine busy when the run began: repeat it before you rely on a figure.**\n");
        }
        field();
        method();
        budgets();
        plain();
        latency();
        streams();
        openStreams();
        prompt();
        atOnce();
        return text.toString();
    }

    private void field() {
        say("## The machine and the field\n");
        table("", "");
        row("Processor", machine.cores() + " cores, " + machine.processor());
        row("Memory", machine.memory());
        row("System", machine.kernel());
        row("JDK", machine.jdk());
        row("Load average before the run", machine.load());
        for (Entry entry : entries) {
            switch (entry) {
                case Target target ->
                    row(
                            target.name(),
                            target.detail() + "; first answer " + target.readyMillis() + " ms after its start");
                case Entry.Absent absent -> row(absent.name(), "not measured: " + absent.reason());
            }
        }
        say("");
    }

    private void method() {
        say("## How it is measured\n");
        say(
                """
                Each part is a process of its own on one machine, over loopback, nothing pinned: a mock of OpenAI's chat completions \
                that answers from prebuilt bytes, the targets in front of it, and a load generator of one thread over plain NIO with \
                keep-alive connections, each of which calls again as soon as it has its answer. With everything on the same cores, \
                rates are those of the whole machine, and latencies from about 4 connections on are those of a machine without \
                idle time. After warming up (%d s under load for what runs on a JVM, %d s for others) the targets take turns, \
                %d round%s; each figure is the median of the rounds, and what a target adds is its percentile less that of the \
                direct call in the same round. The start of each turn, in which connection pools fill, stays out of \
                latencies and rates. CPU is user and system time of the target's process tree (`/proc/<pid>/stat`) over the whole turn, \
                divided by its answers or chunks; memory is `VmRSS` of the tree, at its highest. Answers are checked: status, \
                all pieces of content, `[DONE]`. One error makes the figure a failure.
                """,
                plan.warmMillis() / 1000, plan.warmMillis() / 4000, plan.rounds(), plan.rounds() == 1 ? "" : "s");
        say(
                "In the direct call at %d connections the mock itself costs %s µs CPU per request and the load generator %s.\n",
                Plan.BUSY,
                cells.median(Scenario.PLAIN, Plan.BUSY, Target.DIRECT, Sample::cpuPerCall, 1, 1),
                cells.median(Scenario.PLAIN, Plan.BUSY, Target.DIRECT, Sample::loadCpuPerCall, 1, 1));
    }

    private void budgets() {
        say("## Budgets\n");
        table("Promise", "Limit", "Found", "");
        for (Budget budget : new Budgets(plan, results, entries).all()) {
            row(budget.promise(), budget.limitText(), budget.figureText(), budget.verdict());
        }
        say("");
    }

    private void plain() {
        say("## Plain answers\n");
        say(
                "CPU in µs per request at so many connections, the ratio and the memory at %d of them; the ceiling is the best rate.\n",
                Plan.BUSY);
        List<String> head = new ArrayList<>(List.of("Target"));
        plan.connections().forEach(connections -> head.add("CPU at " + connections));
        head.addAll(List.of("× bare proxy", "Requests/s, ceiling", "RSS, MB"));
        table(head.toArray(String[]::new));
        rows(Scenario.PLAIN, Plan.BUSY, target -> {
            List<String> row = new ArrayList<>();
            plan.connections()
                    .forEach(connections ->
                            row.add(cells.median(Scenario.PLAIN, connections, target, Sample::cpuPerCall, 1, 1)));
            row.add(cells.overBare(Scenario.PLAIN, target, Sample::cpuPerCall));
            row.add(cells.ceiling(target));
            row.add(cells.median(Scenario.PLAIN, Plan.BUSY, target, sample -> sample.rssKib() * 1024, 1e6, 0));
            return row;
        });
    }

    private void latency() {
        say("## Latency added\n");
        say("p50 / p99 in ms over the direct call, at so many connections; the direct call's own in its line. "
                + "A figure below zero is noise: in that turn the direct call fared worse.\n");
        List<String> head = new ArrayList<>(List.of("Target"));
        plan.connections().forEach(connections -> head.add(String.valueOf(connections)));
        table(head.toArray(String[]::new));
        rows(Scenario.PLAIN, Plan.BUSY, target -> plan.connections().stream()
                .map(connections -> cells.percentiles(Scenario.PLAIN, connections, target, LoadResult::latency, 3))
                .toList());
    }

    private void streams() {
        say("## Streams\n");
        say(
                "%d streams side by side, %d chunks each, %d ms apart, evenly spread over time. Time to first token and gap between "
                        + "chunks: p50 / p99 in ms over the direct call's. CPU per chunk includes the request's own.\n",
                Plan.BUSY, Plan.STREAM_CHUNKS, Plan.STREAM_MILLIS);
        table("Target", "First token", "Gap", "CPU µs per chunk", "× bare proxy", "RSS, MB");
        rows(
                Scenario.STREAMS,
                Plan.BUSY,
                target -> List.of(
                        cells.percentiles(Scenario.STREAMS, Plan.BUSY, target, LoadResult::firstMark, 2),
                        cells.percentiles(Scenario.STREAMS, Plan.BUSY, target, LoadResult::gap, 2),
                        cells.median(Scenario.STREAMS, Plan.BUSY, target, Sample::cpuPerMark, 1, 2),
                        cells.overBare(Scenario.STREAMS, target, Sample::cpuPerMark),
                        cells.median(Scenario.STREAMS, Plan.BUSY, target, sample -> sample.rssKib() * 1024, 1e6, 0)));
        say("The same streams with all chunks in one burst: what a chunk costs when nobody has to be woken for it.\n");
        table("Target", "CPU µs per chunk", "× bare proxy", "Chunks/s");
        rows(
                Scenario.BURSTS,
                Plan.BUSY,
                target -> List.of(
                        cells.median(Scenario.BURSTS, Plan.BUSY, target, Sample::cpuPerMark, 1, 2),
                        cells.overBare(Scenario.BURSTS, target, Sample::cpuPerMark),
                        cells.median(Scenario.BURSTS, Plan.BUSY, target, Sample::marksPerSecond, 1, 0)));
    }

    private void openStreams() {
        int open = plan.openStreams();
        say("## %,d open streams\n", open);
        say("%d chunks each, 1 s apart, begun within 3 s. Every one has to complete.\n", plan.openChunks());
        table("Target", "Complete", "Open at once", "RSS, MB", "CPU µs per chunk");
        rows(
                Scenario.OPEN_STREAMS,
                open,
                target -> List.of(
                        cells.median(
                                Scenario.OPEN_STREAMS,
                                open,
                                target,
                                sample -> sample.result().completed(),
                                1,
                                0),
                        cells.median(
                                Scenario.OPEN_STREAMS,
                                open,
                                target,
                                sample -> sample.result().peakOpen(),
                                1,
                                0),
                        cells.median(Scenario.OPEN_STREAMS, open, target, sample -> sample.rssKib() * 1024, 1e6, 0),
                        cells.median(Scenario.OPEN_STREAMS, open, target, Sample::cpuPerMark, 1, 2)));
    }

    private void prompt() {
        int connections = Plan.PROMPT_CONNECTIONS;
        say("## A prompt of 50,000 tokens\n");
        say(
                "About 0.2 MB of JSON, plain answer, %d connections; p50 / p99 in ms over the direct call's.\n",
                connections);
        table("Target", "Latency", "CPU µs per request", "Requests/s");
        rows(
                Scenario.PROMPT,
                connections,
                target -> List.of(
                        cells.percentiles(Scenario.PROMPT, connections, target, LoadResult::latency, 2),
                        cells.median(Scenario.PROMPT, connections, target, Sample::cpuPerCall, 1, 0),
                        cells.median(
                                Scenario.PROMPT,
                                connections,
                                target,
                                sample -> sample.result().perSecond(),
                                1,
                                0)));
    }

    private void atOnce() {
        say("## 1,000 calls at once on an upstream that takes 1 s\n");
        say("Milliseconds from the first request to the last answer, over connections that are open already.\n");
        table("Target", "Median round", "Worst round");
        rows(
                Scenario.AT_ONCE,
                Plan.AT_ONCE,
                target -> List.of(
                        cells.median(
                                Scenario.AT_ONCE,
                                Plan.AT_ONCE,
                                target,
                                sample -> sample.result().elapsedNanos(),
                                1e6,
                                0),
                        cells.worst(
                                Scenario.AT_ONCE,
                                Plan.AT_ONCE,
                                target,
                                sample -> sample.result().elapsedNanos(),
                                1e6,
                                0)));
    }

    /** A line per target that was asked this, in the order of the field, and one for each that is missing. */
    private void rows(Scenario scenario, int connections, Function<String, List<String>> rest) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Absent) {
                row(entry.name(), "not measured");
            } else if (results.measured(scenario, connections, entry.name())) {
                List<String> row = new ArrayList<>(List.of(entry.name()));
                row.addAll(rest.apply(entry.name()));
                row(row.toArray(String[]::new));
            }
        }
        say("");
    }

    private void table(String... head) {
        row(head);
        text.append("|---".repeat(head.length)).append("|\n");
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void say(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
