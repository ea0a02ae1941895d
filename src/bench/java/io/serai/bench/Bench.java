package io.serai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs every target side by side under the same loads, and writes the report. Run from the root of the checkout. */
public final class Bench {

    private final Options options;
    private final Plan plan;
    private final Results results = new Results();

    private Bench(Options options) {
        this.options = options;
        this.plan = options.plan();
    }

    /** Exit code 0 when a report was written, whatever it says; 2 for a wrong command line. */
    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.print(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        try (Lab lab = new Lab(options.work())) {
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "end-children"));
            try {
                new Bench(options.within(Machine.openFiles())).run(lab);
            } catch (IllegalStateException e) {
                // After Ctrl-C the processes go before the one who waits for them.
                if (!lab.closed()) {
                    throw e;
                }
            }
        }
    }

    private void run(Lab lab) throws IOException, InterruptedException {
        switch (options.part()) {
            case ALL -> everything(lab);
            case TRANSLATION -> translation(lab);
            case ROUTING -> routing(lab);
            case ACCOUNTS -> accounts(lab);
            case CACHE -> cache(lab);
        }
    }

    private void translation(Lab lab) throws InterruptedException {
        TargetStarter starter = new TargetStarter(lab, options);
        Probe probe = new Probe(starter.load());
        starter.direct();
        System.out.print(new TranslationCost(plan, probe, starter.serai()).text());
    }

    private void routing(Lab lab) throws InterruptedException {
        TargetStarter starter = new TargetStarter(lab, options);
        Probe probe = new Probe(starter.load());
        starter.direct();
        System.out.print(new RoutingCost(plan, probe, starter.serai()).text());
    }

    private void accounts(Lab lab) throws IOException, InterruptedException {
        TargetStarter starter = new TargetStarter(lab, options);
        Probe probe = new Probe(starter.load());
        starter.direct();
        System.out.print(accounted(lab, starter, probe, starter.serai()));
    }

    private String accounted(Lab lab, TargetStarter starter, Probe probe, Entry serai)
            throws IOException, InterruptedException {
        try (EmbeddedDatabase database = new EmbeddedDatabase();
                Lab part = lab.part()) {
            TargetStarter accounting = starter.in(part);
            Entry nodes = accounting.accountingNodes(AccountingCost.NODES, database.url());
            return new AccountingCost(plan, probe, serai, accounting.accounting(), nodes).text();
        }
    }

    private void cache(Lab lab) throws IOException, InterruptedException {
        TargetStarter starter = new TargetStarter(lab, options);
        Probe probe = new Probe(starter.load());
        starter.direct();
        System.out.print(cached(starter, probe, starter.serai()));
    }

    private String cached(TargetStarter starter, Probe probe, Entry serai) throws IOException, InterruptedException {
        return new CacheCost(plan, probe, serai).text()
                + new RemoteHits(plan, probe, starter.nodes(RemoteHits.NODES)).text()
                + new MeaningCost(plan).text();
    }

    private void everything(Lab lab) throws IOException, InterruptedException {
        Instant start = Instant.now();
        Machine machine = Machine.here();
        TargetStarter starter = new TargetStarter(lab, options);
        LoadClient load = starter.load();
        Entry direct = starter.direct();
        Entry serai = starter.serai();
        List<Entry> entries = List.of(direct, starter.nginx(), starter.bare(), serai, starter.portkey());
        List<Target> targets = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry) {
                case Target target -> {
                    targets.add(target);
                    say("%s: %s, ready after %d ms", target.name(), target.detail(), target.readyMillis());
                }
                case Entry.Absent absent -> say("%s: not measured, %s", absent.name(), absent.reason());
            }
        }
        Probe probe = new Probe(load);
        measure(targets, probe);
        String translated = new TranslationCost(plan, probe, serai).text();
        String routed = new RoutingCost(plan, probe, serai).text();
        String accounted = accounted(lab, starter, probe, serai);
        String cached = cached(starter, probe, serai);
        String live = new LiveStreams(lab, options).text();
        Duration took = Duration.between(start, Instant.now());
        write(new Report(plan, machine, entries, results, start, took).text()
                + translated
                + routed
                + accounted
                + cached
                + live);
    }

    private void measure(List<Target> targets, Probe probe) throws InterruptedException {
        for (Target target : targets) {
            warm(target, probe);
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            say("round %d of %d", round, plan.rounds());
            for (int connections : plan.connections()) {
                for (Target target : targets) {
                    sample(Scenario.PLAIN, target, probe, Load.timed(target.json(), connections, plan.windowMillis()));
                }
            }
            for (Target target : targets) {
                Call prompt = target.json("bench-json", Plan.PROMPT_WORDS);
                sample(
                        Scenario.PROMPT,
                        target,
                        probe,
                        Load.timed(prompt, Plan.PROMPT_CONNECTIONS, plan.windowMillis()));
            }
            for (Target target : targets) {
                sample(Scenario.STREAMS, target, probe, streams(target, plan.streamWindowMillis()));
            }
            for (Target target : targets) {
                sample(Scenario.BURSTS, target, probe, bursts(target, plan.windowMillis()));
            }
            for (Target target : targets) {
                Call slow = target.json("bench-slow-" + Plan.SLOW_MILLIS, 12);
                sample(Scenario.AT_ONCE, target, probe, Load.once(slow, Plan.AT_ONCE, 0, 30_000));
            }
        }
        int open = plan.openStreams();
        for (Target target : targets) {
            if (!target.name().equals(Target.DIRECT)) {
                Call call = target.stream(plan.openChunks(), Plan.OPEN_MILLIS);
                sample(Scenario.OPEN_STREAMS, target, probe, Load.once(call, open, Plan.OPEN_RAMP_MILLIS, 60_000));
            }
        }
    }

    private void warm(Target target, Probe probe) throws InterruptedException {
        long millis = target.runtime() == Target.Runtime.JVM ? plan.warmMillis() : plan.warmMillis() / 4;
        say("warming up %s", target.name());
        probe.measure(target, Load.timed(target.json(), Plan.BUSY, millis));
        probe.measure(target, bursts(target, millis / 4));
        probe.measure(target, streams(target, millis / 4));
        probe.measure(
                target, Load.timed(target.json("bench-json", Plan.PROMPT_WORDS), Plan.PROMPT_CONNECTIONS, millis / 10));
    }

    private static Load streams(Target target, long windowMillis) {
        long length = (long) Plan.STREAM_CHUNKS * Plan.STREAM_MILLIS;
        return Load.staggered(target.stream(Plan.STREAM_CHUNKS, Plan.STREAM_MILLIS), Plan.BUSY, windowMillis, length);
    }

    private static Load bursts(Target target, long windowMillis) {
        return Load.timed(target.stream(Plan.STREAM_CHUNKS, 0), Plan.BUSY, windowMillis);
    }

    private void sample(Scenario scenario, Target target, Probe probe, Load load) throws InterruptedException {
        Sample sample = probe.measure(target, load);
        results.add(scenario, load.connections(), target.name(), sample);
        LoadResult result = sample.result();
        say(
                "%-12s %4d × %-18s %8.0f/s  p50 %8.3f ms  p99 %8.3f ms  %7.1f µs CPU/call  %4d MB%s",
                scenario,
                load.connections(),
                target.name(),
                result.perSecond(),
                result.latency().p50() / 1e6,
                result.latency().p99() / 1e6,
                sample.cpuPerCall(),
                sample.rssKib() * 1024 / 1_000_000,
                result.failed() ? "  FAILED " + result.errors() + ": " + result.firstError() : "");
    }

    private void write(String report) throws IOException {
        if (options.out().isEmpty()) {
            System.out.print(report);
            return;
        }
        Path file = Path.of(options.out());
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Files.writeString(file, report);
        say("written to %s", file);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
