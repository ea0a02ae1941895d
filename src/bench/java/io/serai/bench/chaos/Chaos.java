package io.serai.bench.chaos;

import io.serai.bench.EmbeddedDatabase;
import io.serai.bench.Lab;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A cluster under load to which bad things happen, one after the other; then it is asked whether every answer is charged once and nothing
 * stays reserved. Exit code 0 where all was as it should be, 1 where it was not, 2 for a wrong command line.
 */
public final class Chaos {

    private final ChaosOptions options;
    private final CountingProvider provider;
    private final Fleet fleet;

    private Chaos(ChaosOptions options, CountingProvider provider, Fleet fleet) {
        this.options = options;
        this.provider = provider;
        this.fleet = fleet;
    }

    public static void main(String[] args) throws Exception {
        try {
            System.exit(isClean(ChaosOptions.parse(args)) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.print(e.getMessage() + "\n" + ChaosOptions.USAGE);
            System.exit(2);
        }
    }

    private static boolean isClean(ChaosOptions options) throws Exception {
        if (!options.database().isEmpty()) {
            return isClean(options, options.database());
        }
        try (EmbeddedDatabase database = new EmbeddedDatabase()) {
            return isClean(options, database.url());
        }
    }

    private static boolean isClean(ChaosOptions options, String url) throws Exception {
        try (RunFolder folder = new RunFolder(options.work());
                DatabaseGate database = new DatabaseGate(url);
                NodeNetwork network = new NodeNetwork(options.nodes(), options.splitSeconds() > 0);
                CountingProvider provider = new CountingProvider();
                Lab lab = new Lab(folder.path())) {
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "end-children"));
            Fleet fleet = new Fleet(options, lab, network, database, provider.url());
            boolean clean = new Chaos(options, provider, fleet).run();
            if (clean) {
                folder.forget();
            }
            return clean;
        }
    }

    private boolean run() throws IOException, InterruptedException {
        try (Calls calls = fleet.calls();
                SteadyLoad load = new SteadyLoad(fleet.nodes(), calls, options.rate())) {
            for (Node node : fleet.nodes()) {
                fleet.awaitServing(node);
            }
            Fleet.say("%d nodes serve, %d calls/s", options.nodes(), options.rate());
            load.start();
            List<String> findings = new ArrayList<>();
            for (Ordeal ordeal : ordeals()) {
                findings.addAll(ordeal.befall(fleet));
            }
            TimeUnit.SECONDS.sleep(1);
            load.stop();
            Verdict verdict = settled(calls);
            Fleet.say(
                    "%d calls, by status %s; %d answered",
                    calls.made(), calls.statuses(), calls.answered().size());
            if (calls.statuses().containsKey(Calls.UNAUTHENTICATED)) {
                findings.add("callers were told that nobody knows them: " + calls.statuses());
            }
            findings.forEach(finding -> Fleet.say("WRONG: %s", finding));
            Fleet.say("%s", verdict);
            return verdict.clean() && findings.isEmpty();
        }
    }

    /** Limits and what they pay for are those of {@code src/bench/chaos/limits.yaml}. */
    private List<Ordeal> ordeals() {
        List<Ordeal> ordeals = new ArrayList<>();
        ordeals.add(new Rush("rush", 50, 200));
        if (options.kills() > 0) {
            ordeals.add(new Kills(options.kills(), options.everySeconds()));
        }
        if (options.awaySeconds() > 0) {
            ordeals.add(new DatabaseAway(options.awaySeconds(), new Rush("away", 100, 200)));
        }
        if (options.splitSeconds() > 0) {
            ordeals.add(new Split(options.splitSeconds(), "split", 300));
        }
        return ordeals;
    }

    /** Rows are on their way for a moment, and reservations of killed nodes last for their lease. */
    private Verdict settled(Calls calls) throws InterruptedException {
        Map<String, Long> answered = new TreeMap<>();
        calls.answered().forEach((call, model) -> answered.put(call, Answers.cost(model)));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.leaseSeconds());
        Verdict verdict = verdict(answered);
        while (!verdict.clean() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(500);
            verdict = verdict(answered);
        }
        return verdict;
    }

    private Verdict verdict(Map<String, Long> answered) {
        return Verdict.of(
                answered, provider.served(), LedgerRows.read(fleet.database().directUrl()));
    }
}
