package io.serai.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Starts the processes of the benchmark and waits until each answers a call. */
final class TargetStarter {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Short pauses at a fixed size: neither the mock nor the load may show up in the latencies of others. */
    private static final List<String> STEADY = List.of("-Xms512m", "-Xmx512m", "-Xmn128m", "-XX:+UseSerialGC");

    /** As the gateway shows it at its first start. */
    private static final Pattern SHOWN_KEY = Pattern.compile("serai_[0-9A-Za-z]{20,}");

    /** For nodes that read what each other has encrypted; nothing of worth is. */
    private static final Map<String, String> PEPPER = Map.of("SERAI_BENCH_PEPPER", "0123456789abcdef".repeat(4));

    private final Lab lab;
    private final Options options;
    private final int mockPort;

    TargetStarter(Lab lab, Options options) {
        this(lab, options, Lab.freePort());
    }

    private TargetStarter(Lab lab, Options options, int mockPort) {
        this.lab = lab;
        this.options = options;
        this.mockPort = mockPort;
    }

    /** Starts processes of another lab in front of the same mock. */
    TargetStarter in(Lab other) {
        return new TargetStarter(other, options, mockPort);
    }

    LoadClient load() {
        List<String> command = ChildProcess.java(STEADY, LoadMain.class);
        return new LoadClient(lab.keep(ChildProcess.piped("load", command, lab.folder())));
    }

    /** The mock upstream itself: what every other target is compared with. */
    Entry direct() throws InterruptedException {
        List<String> command = ChildProcess.java(STEADY, MockUpstream.class, mockPort);
        ChildProcess process = lab.keep(ChildProcess.logged("mock", command, Map.of(), lab.folder()));
        return ready(new Target(Target.DIRECT, "the mock", process, mockPort, "", Map.of(), Target.Runtime.JVM, 0));
    }

    Entry bare() throws InterruptedException {
        int port = Lab.freePort();
        List<String> command = ChildProcess.java(options.bareFlags(), BareProxy.class, port, mockPort);
        ChildProcess process = lab.keep(ChildProcess.logged("bare", command, Map.of(), lab.folder()));
        String version = Machine.vertxVersion();
        return ready(new Target(Target.BARE, "Vert.x " + version, process, port, "", Map.of(), Target.Runtime.JVM, 0));
    }

    Entry nginx() throws InterruptedException {
        if (options.without().contains("nginx")) {
            return new Entry.Absent(Target.NGINX, "left out by --without");
        }
        NginxLauncher nginx = new NginxLauncher(lab);
        if (nginx.version().isEmpty()) {
            return new Entry.Absent(Target.NGINX, "nginx is not installed");
        }
        int port = Lab.freePort();
        ChildProcess process = nginx.start(port, mockPort);
        return ready(new Target(Target.NGINX, nginx.version(), process, port, "", Map.of(), Target.Runtime.NATIVE, 0));
    }

    Entry portkey() throws InterruptedException {
        if (options.without().contains("portkey")) {
            return new Entry.Absent(Target.PORTKEY, "left out by --without");
        }
        PortkeyLauncher portkey = new PortkeyLauncher(lab);
        if (!portkey.install()) {
            return new Entry.Absent(Target.PORTKEY, "npm could not install it, or there is no Node");
        }
        int port = Lab.freePort();
        ChildProcess process = portkey.start(port);
        return ready(new Target(
                Target.PORTKEY,
                portkey.version(),
                process,
                port,
                "",
                PortkeyLauncher.headers(mockPort),
                Target.Runtime.JAVASCRIPT,
                0));
    }

    Entry serai() throws InterruptedException {
        return serai(Target.SERAI, "serai", "", options.seraiHeaders());
    }

    /**
     * The gateway with accounts: callers show a key, three limits apply to it, each call is reserved and settled in the ledger. Absent where
     * it shows no key of a first administrator.
     */
    Entry accounting() throws InterruptedException {
        Path data = fresh("accounts");
        String more = " --routes src/bench/accounts --set serai.auth=on --set serai.data='" + data + "'";
        return serai("Serai with accounts", "serai-accounts", more, Map.of());
    }

    /** Gateways that share what they keep. The first alone can ask the mock for what the model {@code kept/…} has not kept. */
    List<Entry> nodes(int count) throws InterruptedException {
        if (options.serai().isEmpty()) {
            return List.of();
        }
        List<Integer> ports = freePorts(count);
        List<Entry> nodes = new ArrayList<>();
        for (int port : ports) {
            String name = "node-" + (nodes.size() + 1);
            String below = nodes.isEmpty() ? "" : " -Dbench.below=nothing";
            int clients = Lab.freePort();
            ChildProcess process = launch(name, ChildProcess.javaCommand() + below, clients, member(name, port, ports));
            nodes.add(ready(gateway(name, process, clients, Map.of())));
        }
        return nodes;
    }

    /**
     * The first of so many gateways with accounts that share their limits, and one database; absent where one of them does not come up.
     *
     * @param database of JDBC, that of a server
     */
    Entry accountingNodes(int count, String database) throws InterruptedException {
        String name = count + " nodes with accounts";
        if (options.serai().isEmpty()) {
            return new Entry.Absent(name, "no --serai command was given");
        }
        List<Integer> ports = freePorts(count);
        Map<String, String> headers = new LinkedHashMap<>();
        List<Target> started = new ArrayList<>();
        for (int port : ports) {
            String node = "accounts-" + (started.size() + 1);
            String more = member(node, port, ports) + " --routes src/bench/accounts --set serai.auth=on"
                    + " --set 'serai.database.url=" + database + "'";
            int clients = Lab.freePort();
            ChildProcess process = launch(node, ChildProcess.javaCommand(), clients, more);
            if (started.isEmpty() && !showsKey(process, headers)) {
                return new Entry.Absent(name, "it showed no key");
            }
            started.add(gateway(started.isEmpty() ? name : node, process, clients, headers));
        }
        // Not before all are there: the first alone has no majority.
        List<Entry> nodes = new ArrayList<>();
        for (Target target : started) {
            nodes.add(ready(target));
        }
        return nodes.stream().filter(Entry.Absent.class::isInstance).findFirst().orElse(nodes.get(0));
    }

    private static List<Integer> freePorts(int count) {
        return IntStream.range(0, count).mapToObj(each -> Lab.freePort()).toList();
    }

    /** Settings of a node of a cluster. */
    private String member(String name, int port, List<Integer> all) {
        String members = all.stream().map(each -> "127.0.0.1:" + each).collect(Collectors.joining(","));
        return " --set serai.cluster.join=tcp:" + members + " --set serai.cluster.port=" + port
                + " --set serai.auth.pepper=env:SERAI_BENCH_PEPPER --set serai.data='" + fresh(name) + "'";
    }

    private Target gateway(String name, ChildProcess process, int port, Map<String, String> headers) {
        return new Target(
                name, options.seraiVersion(), process, port, options.seraiPrefix(), headers, Target.Runtime.JVM, 0);
    }

    /** Takes the key that a gateway shows at its first start into the headers of its callers; false where it shows none. */
    private static boolean showsKey(ChildProcess process, Map<String, String> headers) throws InterruptedException {
        Optional<String> key = process.awaitOutput(SHOWN_KEY, PATIENCE);
        if (key.isEmpty()) {
            System.err.println("no key was shown\n" + process.lastWords());
            process.close();
            return false;
        }
        headers.put("Authorization", "Bearer " + key.get());
        return true;
    }

    /** What an earlier run has kept there would be found again: its first key is shown once, its answers are no misses. */
    private Path fresh(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(lab.folder()), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildProcess launch(String log, String java, int port, String more) {
        String command = options.serai()
                        .replace("{java}", java)
                        .replace("{port}", String.valueOf(port))
                        .replace("{upstream}", "http://127.0.0.1:" + mockPort)
                + more;
        return lab.keep(ChildProcess.logged(log, List.of("sh", "-c", "exec " + command), PEPPER, lab.folder()));
    }

    private Entry serai(String name, String log, String more, Map<String, String> headers) throws InterruptedException {
        if (options.serai().isEmpty()) {
            return new Entry.Absent(name, "no --serai command was given");
        }
        int port = Lab.freePort();
        ChildProcess process = launch(log, ChildProcess.javaCommand(), port, more);
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (!more.isEmpty() && !showsKey(process, all)) {
            return new Entry.Absent(name, "it showed no key");
        }
        return ready(gateway(name, process, port, all));
    }

    /** The target as it answers, with the flags of its Java; absent when it gives no answer in time. */
    private Entry ready(Target target) throws InterruptedException {
        long start = System.nanoTime();
        Load one = Load.once(target.json(), 1, 0, 2_000);
        String error = "";
        while (System.nanoTime() - start < PATIENCE.toNanos()
                && target.process().alive()) {
            LoadResult result = attempt(one);
            if (!result.failed()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                return answering(target, millis);
            }
            error = result.firstError();
            target.process().process().waitFor(20, TimeUnit.MILLISECONDS);
        }
        System.err.println(target.name() + " gave no answer (" + error + ")\n"
                + target.process().lastWords());
        target.process().close();
        return new Entry.Absent(target.name(), "it gave no answer: " + error);
    }

    private static Target answering(Target target, long millis) {
        String detail = Stream.concat(
                        Stream.of(target.detail()),
                        ProcStat.javaFlags(target.process().pid()).stream())
                .collect(Collectors.joining(" "));
        return new Target(
                target.name(),
                detail,
                target.process(),
                target.port(),
                target.modelPrefix(),
                target.headers(),
                target.runtime(),
                millis);
    }

    private static LoadResult attempt(Load one) {
        try {
            return LoadGenerator.run(one);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
