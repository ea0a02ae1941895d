package io.serai.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Kills nodes of a cluster under load, one after the other, and starts them again; then asks whether every answer is charged once and
 * nothing stays reserved. Exit code 0 where that is so, 1 where it is not, 2 for a wrong command line.
 */
public final class Chaos {

    private static final int START_SECONDS = 120;

    private final ChaosOptions options;
    private final Lab lab;
    private final ChaosProvider provider;
    private final String database;
    private final List<ChaosNode> nodes = new ArrayList<>();

    private Chaos(ChaosOptions options, Lab lab, ChaosProvider provider, String database) {
        this.options = options;
        this.lab = lab;
        this.provider = provider;
        this.database = database;
    }

    public static void main(String[] args) throws Exception {
        try {
            System.exit(isClean(args) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.print(e.getMessage() + "\n" + ChaosOptions.USAGE);
            System.exit(2);
        }
    }

    /**
     * Runs all of it.
     *
     * @return whether every answer is charged once and nothing is reserved in the end
     * @throws IllegalArgumentException where the command line is wrong
     */
    static boolean isClean(String... args) throws Exception {
        ChaosOptions options = ChaosOptions.parse(args);
        if (!options.database().isEmpty()) {
            return isClean(options, options.database());
        }
        try (ChaosDatabase database = new ChaosDatabase()) {
            return isClean(options, database.url());
        }
    }

    private static boolean isClean(ChaosOptions options, String database) throws Exception {
        try (Lab lab = new Lab(options.work());
                ChaosProvider provider = new ChaosProvider()) {
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "end-children"));
            return new Chaos(options, lab, provider, database).run();
        }
    }

    private boolean run() throws IOException, InterruptedException, SQLException {
        startNodes();
        ChaosOptions filled = options.wantsKey() ? options.withKey(key()) : options;
        try (ChaosClient client = new ChaosClient(nodes, filled)) {
            for (ChaosNode node : nodes) {
                awaitServing(client, node);
            }
            say("%d nodes serve, %d calls/s", nodes.size(), options.rate());
            client.start();
            for (int kill = 1; kill <= options.kills(); kill++) {
                TimeUnit.SECONDS.sleep(options.everySeconds());
                ChaosNode node = nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
                node.kill();
                say("kill %d of %d: %s, after %d calls", kill, options.kills(), node, client.calls());
                node.restart();
                awaitServing(client, node);
            }
            TimeUnit.SECONDS.sleep(options.everySeconds());
            client.stop();
            say(
                    "%d calls: %d answered, %s; the provider served %d",
                    client.calls(), client.answered().size(), client.failures(), provider.served());
            ChaosVerdict verdict = settled(client);
            say("%s", verdict);
            return verdict.clean();
        }
    }

    private void startNodes() throws InterruptedException {
        List<Integer> cluster = IntStream.range(0, options.nodes())
                .map(i -> Lab.freePort())
                .boxed()
                .toList();
        String members = cluster.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        for (int i = 0; i < options.nodes(); i++) {
            int port = Lab.freePort();
            String command = options.node()
                    .replace("{java}", ChildProcess.javaCommand())
                    .replace("{port}", String.valueOf(port))
                    .replace("{cluster}", String.valueOf(cluster.get(i)))
                    .replace("{members}", members)
                    .replace("{node}", String.valueOf(i))
                    .replace("{upstream}", provider.url())
                    .replace("{database}", database)
                    .replace(
                            "{work}",
                            lab.folder().resolve("node-" + i).toAbsolutePath().toString());
            nodes.add(new ChaosNode(lab, "node-" + i, command, port));
            if (i == 0 && options.wantsKey()) {
                // Whoever comes first shows it.
                key();
            }
        }
    }

    private String key() throws InterruptedException {
        ChaosNode first = nodes.get(0);
        return first.shownKey(Duration.ofSeconds(START_SECONDS))
                .orElseThrow(() -> new IllegalStateException(first + " shows no key\n" + first.lastWords()));
    }

    private static void awaitServing(ChaosClient client, ChaosNode node) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!client.answers(node)) {
            if (!node.alive() || System.nanoTime() > until) {
                throw new IllegalStateException(node + " does not serve\n" + node.lastWords());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        node.serving(true);
    }

    /** Rows are on their way for a moment, and reservations of killed nodes last for their lease. */
    private ChaosVerdict settled(ChaosClient client) throws InterruptedException, SQLException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.leaseSeconds());
        ChaosVerdict verdict = verdict(client);
        while (!verdict.clean() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(500);
            verdict = verdict(client);
        }
        return verdict;
    }

    private ChaosVerdict verdict(ChaosClient client) throws SQLException {
        return ChaosVerdict.of(client.answered(), provider::served, ChaosLedger.read(database));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
