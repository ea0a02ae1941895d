package io.serai.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The command line of {@link Chaos}.
 *
 * @param node command that starts a node; see {@link #USAGE}
 * @param model that is called
 * @param headers of each call
 * @param nodes how many there are
 * @param rate calls a second, on all nodes together
 * @param kills how many nodes are killed, one after the other
 * @param everySeconds between two of them
 * @param leaseSeconds after which nothing may be reserved any more for calls of nodes that were killed
 * @param database JDBC URL of an empty PostgreSQL; empty where one is to be started
 * @param work folder of logs, and of what nodes keep
 */
record ChaosOptions(
        String node,
        String model,
        Map<String, String> headers,
        int nodes,
        int rate,
        int kills,
        int everySeconds,
        int leaseSeconds,
        String database,
        Path work) {

    private static final String KEY = "{key}";

    static final String USAGE =
            """
            java -cp <class path of gateway and benchmark> io.serai.bench.Chaos --node COMMAND [options]
              --node COMMAND       starts a node; filled in are {java}, {port} (of clients), {cluster} (of other nodes),
                                   {members} (127.0.0.1:port of all, with commas), {node} (0, 1, 2), {upstream} (base URL),
                                   {database} (JDBC URL of a PostgreSQL), {work} (a folder that outlives the node)
              --model NAME         that is called (default bench/bench-json)
              --header NAME=VALUE  sent with each call; may be repeated. {key} is the key that the first node shows
              --nodes N            (3)
              --rate N             calls a second (200)
              --kills N            how often a node is killed (20; 3 with --small)
              --every SECONDS      between two kills (20; 6 with --small)
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
                        "--model",
                        "--nodes",
                        "--rate",
                        "--kills",
                        "--every",
                        "--lease",
                        "--database",
                        "--work" -> values.put(args[i], value(args, ++i));
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        if (!values.containsKey("--node")) {
            throw new IllegalArgumentException("--node is missing");
        }
        return new ChaosOptions(
                values.get("--node"),
                values.getOrDefault("--model", "bench/bench-json"),
                headers,
                number(values, "--nodes", 3),
                number(values, "--rate", 200),
                number(values, "--kills", small ? 3 : 20),
                number(values, "--every", small ? 6 : 20),
                number(values, "--lease", 60),
                values.getOrDefault("--database", ""),
                Path.of(values.getOrDefault("--work", "target/chaos")));
    }

    /** Whether the key is needed that the first node shows. */
    boolean wantsKey() {
        return headers.values().stream().anyMatch(value -> value.contains(KEY));
    }

    ChaosOptions withKey(String key) {
        Map<String, String> filled = new LinkedHashMap<>();
        headers.forEach((name, value) -> filled.put(name, value.replace(KEY, key)));
        return new ChaosOptions(node, model, filled, nodes, rate, kills, everySeconds, leaseSeconds, database, work);
    }

    private static int number(Map<String, String> values, String option, int fallback) {
        int number = Integer.parseInt(values.getOrDefault(option, String.valueOf(fallback)));
        if (number < 1) {
            throw new IllegalArgumentException(option + " needs a number above 0");
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
