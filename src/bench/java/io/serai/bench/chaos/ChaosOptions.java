package io.serai.bench.chaos;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The command line of {@link Chaos}.
 *
 * @param node command that starts a node; see {@link #USAGE}
 * @param headers of each call
 * @param nodes how many there are
 * @param rate calls a second, on all nodes together
 * @param kills how many nodes are killed, one after the other
 * @param everySeconds between two of them
 * @param awaySeconds how long the database is away; 0 for not at all
 * @param splitSeconds how long one node does not reach the others; 0 for not at all
 * @param silenceSeconds after which nodes take one for gone that says nothing
 * @param leaseSeconds after which nothing may be reserved any more for calls of nodes that were killed
 * @param database JDBC URL of an empty PostgreSQL; empty where one is to be started
 * @param work folder of logs, and of what nodes keep
 */
record ChaosOptions(
        String node,
        Map<String, String> headers,
        int nodes,
        int rate,
        int kills,
        int everySeconds,
        int awaySeconds,
        int splitSeconds,
        int silenceSeconds,
        int leaseSeconds,
        String database,
        Path work) {

    private static final String KEY = "{key}";

    static final String USAGE =
            """
            java -cp <class path of gateway and benchmark> io.serai.bench.chaos.Chaos --node COMMAND [options]
              --node COMMAND       starts a node; filled in are {java}, {port} (of clients), {cluster} (of other nodes),
                                   {address} (host:port on which other nodes find it), {members} (those of all, with
                                   commas), {silence} (of serai.cluster.silence), {node} (0, 1, 2), {upstream} (base URL),
                                   {database} (JDBC URL of a PostgreSQL), {work} (a folder that outlives the node)
              --header NAME=VALUE  sent with each call; may be repeated. {key} is the key that the first node shows
              --nodes N            (3)
              --rate N             calls a second (200; 50 with --small)
              --kills N            how often a node is killed (20; 3 with --small)
              --every SECONDS      between two kills (20; 3 with --small)
              --database-away SECONDS
                                   how long the database is away (60; 8 with --small; 0: not at all)
              --split SECONDS      how long one node does not reach the others (60; 12 with --small; 0: not at all).
                                   Only where each address of 127.0.0.0/8 is this machine, as on Linux
              --silence SECONDS    after which nodes take one for gone that says nothing (15; 3 with --small)
              --lease SECONDS      how long reservations of a killed node may last (60)
              --database URL       JDBC URL of an empty PostgreSQL with its user and password; without it one is started
              --small              a short run, for CI
              --work DIR           logs and what nodes keep (default target/chaos)
            """;

    static ChaosOptions parse(String... args) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        boolean small = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--small" -> small = true;
                case "--header" -> {
                    String[] header = value(args, ++i).split("=", 2);
                    headers.put(header[0], header.length == 2 ? header[1] : "");
                }
                case "--node",
                        "--nodes",
                        "--rate",
                        "--kills",
                        "--every",
                        "--database-away",
                        "--split",
                        "--silence",
                        "--lease",
                        "--database",
                        "--work" -> values.put(args[i], value(args, ++i));
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        String node = values.get("--node");
        if (node == null) {
            throw new IllegalArgumentException("--node is missing");
        }
        return of(node, headers, values, small ? Defaults.SMALL : Defaults.WHOLE);
    }

    /** What is not said. */
    private record Defaults(int rate, int kills, int every, int away, int split, int silence) {
        static final Defaults WHOLE = new Defaults(200, 20, 20, 60, 60, 15);
        static final Defaults SMALL = new Defaults(50, 3, 3, 8, 12, 3);
    }

    private static ChaosOptions of(
            String node, Map<String, String> headers, Map<String, String> values, Defaults defaults) {
        return new ChaosOptions(
                node,
                headers,
                number(values, "--nodes", 3, 1),
                number(values, "--rate", defaults.rate, 1),
                number(values, "--kills", defaults.kills, 0),
                number(values, "--every", defaults.every, 1),
                number(values, "--database-away", defaults.away, 0),
                number(values, "--split", defaults.split, 0),
                number(values, "--silence", defaults.silence, 1),
                number(values, "--lease", 60, 1),
                values.getOrDefault("--database", ""),
                Path.of(values.getOrDefault("--work", "target/chaos")));
    }

    /** Whether the key is needed that the first node shows. */
    boolean wantsKey() {
        return headers.values().stream().anyMatch(value -> value.contains(KEY));
    }

    /** The headers with a key. */
    Map<String, String> headers(String key) {
        Map<String, String> filled = new LinkedHashMap<>();
        headers.forEach((name, value) -> filled.put(name, value.replace(KEY, key)));
        return filled;
    }

    private static int number(Map<String, String> values, String option, int fallback, int least) {
        int number = Integer.parseInt(values.getOrDefault(option, String.valueOf(fallback)));
        if (number < least) {
            throw new IllegalArgumentException(option + " needs a number of " + least + " or more");
        }
        return number;
    }

    private static String value(String[] args, int at) {
        if (at == args.length) {
            throw new IllegalArgumentException(args[at - 1] + " needs a value");
        }
        return args[at];
    }
}
