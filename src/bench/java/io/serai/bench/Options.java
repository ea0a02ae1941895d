package io.serai.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The command line.
 *
 * @param part of the benchmark that is run
 * @param serai command that starts the gateway; {@code {java}}, {@code {port}} and {@code {upstream}} (a base URL without path) are
 *     filled in. Empty leaves it out
 * @param seraiPrefix put before the model names of the mock
 * @param bareFlags of the Java that runs the bare proxy
 * @param out the report; empty writes to standard output
 */
record Options(
        Plan plan,
        Part part,
        String serai,
        String seraiPrefix,
        String seraiVersion,
        Map<String, String> seraiHeaders,
        List<String> bareFlags,
        Set<String> without,
        String out,
        Path work) {

    /** What to run. */
    enum Part {
        ALL,
        /** What translation costs, and nothing else: told on standard output, for it is no whole report. */
        TRANSLATION,
        /** What the choice among several targets costs, and nothing else. */
        ROUTING,
        /** What it costs to know callers and to bill them, and nothing else. */
        ACCOUNTS,
        /** What it costs to keep answers, and what a kept one costs. */
        CACHE
    }

    static final String USAGE =
            """
            java -cp <class path of gateway and benchmark> io.serai.bench.Bench [options]
              translation              measures only what translation costs; written to standard output
              routing                  measures only what routing costs; written to standard output
              accounts                 measures only what keys, limits and the ledger cost; written to standard output
              cache                    measures only the answer cache; written to standard output
              --quick                  shorter rounds, fewer of them, 1,000 open streams: under 90 s
              --out FILE               where the report goes (Markdown); standard output without it
              --serai COMMAND          starts the gateway; {java}, {port}, {upstream} are filled in
              --serai-prefix PREFIX    before the model names of the mock (default bench/)
              --serai-version TEXT     named in the report
              --serai-header NAME=VALUE  sent with each call to the gateway; may be repeated
              --bare-flags FLAGS       of the bare proxy's Java (default -Xmx512m)
              --without NAME           leaves out nginx or portkey; may be repeated
              --work DIR               logs and what npm installs (default target/bench)
            """;

    static Options parse(String... args) {
        Plan plan = Plan.FULL;
        Part part = Part.ALL;
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        Set<String> without = new TreeSet<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "accounts" -> part = Part.ACCOUNTS;
                case "cache" -> part = Part.CACHE;
                case "routing" -> part = Part.ROUTING;
                case "translation" -> part = Part.TRANSLATION;
                case "--quick" -> plan = Plan.QUICK;
                case "--serai-header" -> {
                    String[] header = value(args, ++i).split("=", 2);
                    headers.put(header[0], header.length == 2 ? header[1] : "");
                }
                case "--without" -> without.add(value(args, ++i));
                case "--out", "--serai", "--serai-prefix", "--serai-version", "--bare-flags", "--work" ->
                    values.put(args[i], value(args, ++i));
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        return new Options(
                plan,
                part,
                values.getOrDefault("--serai", ""),
                values.getOrDefault("--serai-prefix", "bench/"),
                values.getOrDefault("--serai-version", "this checkout"),
                headers,
                Arrays.asList(values.getOrDefault("--bare-flags", "-Xmx512m").split(" ")),
                without,
                values.getOrDefault("--out", ""),
                Path.of(values.getOrDefault("--work", "target/bench")));
    }

    /** The same with no more streams at once than a proxy may have sockets for. */
    Options within(int openFiles) {
        return new Options(
                plan.within(openFiles),
                part,
                serai,
                seraiPrefix,
                seraiVersion,
                seraiHeaders,
                bareFlags,
                without,
                out,
                work);
    }

    private static String value(String[] args, int at) {
        if (at == args.length) {
            throw new IllegalArgumentException(args[at - 1] + " needs a value");
        }
        return args[at];
    }
}
