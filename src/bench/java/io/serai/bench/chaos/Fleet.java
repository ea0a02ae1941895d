package io.serai.bench.chaos;

import io.serai.bench.ChildProcess;
import io.serai.bench.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The nodes, and what ordeals do with them. */
final class Fleet {

    private static final Duration START = Duration.ofMinutes(3);

    private final NodeNetwork network;
    private final DatabaseGate database;
    private final List<Node> nodes = new ArrayList<>();
    private final Calls calls;

    /**
     * Starts the nodes, the first alone where it has to show a key.
     *
     * @param upstream base URL of the provider
     */
    Fleet(ChaosOptions options, Lab lab, NodeNetwork network, DatabaseGate database, String upstream)
            throws InterruptedException {
        this.network = network;
        this.database = database;
        for (int i = 0; i < options.nodes(); i++) {
            int port = Lab.freePort();
            NodeNetwork.Place place = network.place(i);
            String command = options.node()
                    .replace("{java}", ChildProcess.javaCommand())
                    .replace("{port}", String.valueOf(port))
                    .replace("{cluster}", String.valueOf(place.port()))
                    .replace("{address}", place.address())
                    .replace("{members}", network.members())
                    .replace("{silence}", options.silenceSeconds() + "s")
                    .replace("{node}", String.valueOf(i))
                    .replace("{upstream}", upstream)
                    .replace("{database}", database.url())
                    .replace(
                            "{work}",
                            lab.folder().resolve("node-" + i).toAbsolutePath().toString());
            nodes.add(new Node(lab, i, command, port));
            if (i == 0 && options.wantsKey()) {
                // Whoever comes first shows it.
                key();
            }
        }
        calls = new Calls(options.wantsKey() ? options.headers(key()) : options.headers());
    }

    private String key() throws InterruptedException {
        Node first = nodes.get(0);
        return first.shownKey(START)
                .orElseThrow(() -> new IllegalStateException(first + " shows no key\n" + first.lastWords()));
    }

    List<Node> nodes() {
        return nodes;
    }

    Node any() {
        return nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
    }

    Calls calls() {
        return calls;
    }

    NodeNetwork network() {
        return network;
    }

    DatabaseGate database() {
        return database;
    }

    /** Returns once a node answers; from then on it is sent calls. */
    void awaitServing(Node node) throws InterruptedException {
        long until = System.nanoTime() + START.toNanos();
        while (calls.probe(node) != Calls.OK) {
            if (!node.alive() || System.nanoTime() > until) {
                throw new IllegalStateException(node + " does not serve\n" + node.lastWords());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        node.serving(true);
    }

    static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
