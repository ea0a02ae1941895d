package io.serai.gateway.boot;

import io.serai.api.json.Json;
import io.serai.api.model.ModelCatalog;
import io.serai.gateway.accounts.Accounts;
import io.serai.gateway.admin.AdminApi;
import io.serai.gateway.admin.KeptAnswers;
import io.serai.gateway.admin.RunningRoutes;
import io.serai.gateway.cluster.Cluster;
import io.serai.gateway.http.Entrance;
import io.serai.gateway.http.ErrorShapes;
import io.serai.gateway.http.GatewayHttpServer;
import io.serai.gateway.identity.AuthSettings;
import io.serai.gateway.reload.RouteFolders;
import io.serai.gateway.reload.RouteReload;
import io.serai.gateway.settings.SettingsReader;
import io.serai.gateway.settings.StartException;
import io.serai.processors.cache.CacheSpace;
import io.serai.processors.identity.Anonymous;
import io.serai.processors.openai.OpenAiErrors;
import io.serai.processors.responses.DurableResponseStore;
import io.serai.processors.responses.ResponseStore;
import io.serai.providers.tokens.RequestTokens;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.KeyException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ManagementStatisticsLevel;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * A running gateway: a Camel context with the routes of a folder, an HTTP server in front of it, a management port beside it. Built for one
 * process, and for tests that start several in one.
 */
public final class Gateway implements AutoCloseable {

    /** Of this release, as other nodes see it. */
    private static final String VERSION =
            Objects.requireNonNullElse(Gateway.class.getPackage().getImplementationVersion(), "development");

    private final CommandLine line;
    private final Settings settings;
    private final Vertx vertx;
    private final RouteFolders folders;
    private final Telemetry telemetry = new Telemetry();
    private final Json json;
    /** Of the gateway and not of its routes: a reload forgets no answer, and who rests goes on resting. */
    private final Cluster cluster;
    /** Answers that are given again: of the gateway as well, so that they are there after a reload. */
    private final CacheSpace caches;
    /** Who callers are, and what they spend; empty where nobody is asked. */
    private final Optional<Accounts> accounts;
    /** Stored responses in the database; empty where there is none, or they are not to be there. */
    private final Optional<DurableResponseStore> durable;

    private final GatewayHttpServer server;
    private final @Nullable ManagementServer management;
    /** All that still run: the one that requests come to, and those that end what they have begun. */
    private final Set<Generation> generations = ConcurrentHashMap.newKeySet();

    private volatile Generation current;
    private @Nullable RouteReload reload;
    private boolean closed;

    private Gateway(CommandLine line, Settings settings, Vertx vertx) {
        this.line = line;
        this.settings = settings;
        this.vertx = vertx;
        this.folders = new RouteFolders(line.routes());
        this.json = new Json(settings.json());
        InstallationSecrets secrets = new InstallationSecrets(settings.accounts());
        this.cluster = Cluster.join(
                settings.cluster(),
                new Cluster.Keeping(
                        settings.idempotency(),
                        settings.responses(),
                        settings.cache().memory(),
                        settings.cache().patience()),
                VERSION,
                Clock.systemUTC(),
                secrets::ofCluster);
        this.caches = new CacheSpace(
                cluster.cacheStore(),
                cluster.answerNotes(),
                cluster.flightBoard(),
                settings.cache().widest());
        this.accounts = settings.accounts().auth().mode() == AuthSettings.Mode.OFF
                ? Optional.empty()
                : Optional.of(new Accounts(
                        settings.accounts(), secrets.get(), cluster, folders, new RequestTokens(), telemetry.limits()));
        this.durable = accounts.filter(known -> settings.responsesKept() == Settings.ResponsesKept.DATABASE)
                .map(known -> known.durable(cluster.responses(), secrets.ofResponses(), settings.responses()));
        Entrance entrance = accounts.map(Accounts::entrance).orElseGet(() -> Entrance.openTo(Anonymous.CALLER));
        this.server = new GatewayHttpServer(
                vertx,
                settings.http(),
                ErrorShapes.installed(new OpenAiErrors()),
                telemetry.listener(),
                telemetry.traffic(),
                cluster.answers(),
                entrance);
        server.readyWhen(this::takesPart);
        telemetry.watch(server);
        telemetry.watch(caches.store());
        accounts.ifPresent(telemetry::watch);
        durable.ifPresent(telemetry::watch);
        this.management = settings.managementPort() < 0
                ? null
                : new ManagementServer(
                        vertx,
                        server,
                        telemetry,
                        settings,
                        accounts.map(Accounts::entrance),
                        accounts.map(this::admin));
        this.current = generation();
        generations.add(current);
    }

    /**
     * Starts a gateway as the command line does; returns once it accepts requests.
     *
     * @throws StartException saying what to do
     */
    public static Gateway start(String... arguments) throws Exception {
        return start(System.out, arguments);
    }

    /**
     * The same, with another console.
     *
     * @param console where the first administrator's key is shown
     */
    public static Gateway start(PrintStream console, String... arguments) throws Exception {
        CommandLine line = CommandLine.of(arguments);
        Map<String, SettingsReader.Found> table = new TreeMap<>(PropertiesFile.settings(line.home()));
        table.putAll(line.settings());
        Settings settings = Settings.read(new SettingsReader(table));
        Vertx vertx = SharedVertx.create();
        try {
            return start(line, settings, vertx, console);
        } catch (Exception | LinkageError e) {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            throw e;
        }
    }

    private static Gateway start(CommandLine line, Settings settings, Vertx vertx, PrintStream console)
            throws Exception {
        // For Camel's own executors: wire taps, parallel splits and multicasts.
        System.setProperty("camel.threads.virtual.enabled", "true");
        Gateway gateway = new Gateway(line, settings, vertx);
        try {
            gateway.durable.ifPresent(DurableResponseStore::start);
            gateway.current.start();
            gateway.current.show();
            gateway.accounts.ifPresent(accounts -> accounts.offerKey(console));
            listen(settings, gateway.server, gateway.management);
            if (line.mode() == CommandLine.Mode.DEV) {
                gateway.reload = new RouteReload(gateway.folders, gateway::renew);
                gateway.reload.start();
            }
            return gateway;
        } catch (Exception | LinkageError e) {
            gateway.close();
            throw e;
        }
    }

    /** Puts the files as they are now in the place of those that run. Where they can't be started, nothing changes. */
    private synchronized void renew() throws Exception {
        if (closed) {
            return;
        }
        Generation next = generation();
        next.start();
        generations.add(next);
        next.show();
        Generation previous = current;
        current = next;
        previous.retire(settings.http().timeouts().request(), () -> generations.remove(previous));
    }

    private Generation generation() {
        return new Generation(main(), folders, server, telemetry, json, accounts);
    }

    private Main main() {
        Main main = new Main();
        main.bind("vertx", vertx);
        main.bind("upstreamOptions", settings.upstream());
        main.bind("responses", durable.<ResponseStore>map(store -> store).orElseGet(cluster::responses));
        main.bind("standings", cluster.standings());
        main.bind("caches", caches);
        main.bind("thrown-errors", new ThrownErrors());
        Path folder = line.home();
        String files =
                folders.read().keySet().stream().map(file -> "file:" + file).collect(Collectors.joining(","));
        if (!files.isEmpty()) {
            main.configure().withRoutesIncludePattern(files);
        }
        main.configure()
                .withAutoConfigurationEnvironmentVariablesEnabled(false)
                // Line numbers in messages about routes.
                .withSourceLocationEnabled(true)
                .withStreamCachingEnabled(false)
                .withLoadStatisticsEnabled(false)
                // Routes are counted, single steps are not: that would cost about 1 µs each.
                .withJmxManagementStatisticsLevel(ManagementStatisticsLevel.RoutesOnly)
                .withShutdownTimeout(10)
                .withShutdownSuppressLoggingOnTimeout(true);
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
        main.setDefaultPropertyPlaceholderLocation("file:" + folder + "/" + PropertiesFile.NAME + ";optional=true");
        main.addInitialProperty("camel.component.kamelet.location", "file:" + folder + "/kamelets,classpath:kamelets");
        main.addInitialProperty("serai.folder", folder.toString());
        return main;
    }

    private static void listen(Settings settings, GatewayHttpServer server, @Nullable ManagementServer management)
            throws Exception {
        try {
            server.listen();
        } catch (ExecutionException e) {
            throw taken(e, settings.http().host(), settings.http().port(), "--port");
        } catch (KeyException e) {
            throw new StartException("serai.tls: " + e.getMessage());
        }
        if (management != null) {
            try {
                management.listen();
            } catch (ExecutionException e) {
                throw taken(e, settings.managementHost(), settings.managementPort(), "--management-port");
            }
        }
    }

    private static Exception taken(ExecutionException failure, String host, int port, String option) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new StartException("can't listen on " + host + ":" + port + " (" + cause.getMessage()
                + "); choose another with " + option);
    }

    private Consumer<Router> admin(Accounts known) {
        return AdminApi.of(vertx, known.adminParts(new RunningRoutes(this::camel), new KeptAnswers(this::camel)))
                ::mount;
    }

    /** Whether calls can be counted and taken down. */
    private boolean takesPart() {
        return cluster.state().isReady()
                && accounts.map(known -> known.status().journals()).orElse(true);
    }

    /** Whether callers are asked who they are. */
    boolean asksCallers() {
        return accounts.isPresent();
    }

    /** The port that clients connect to. */
    public int port() {
        return server.port();
    }

    /** The port with metrics and probes, where there is one. */
    public int managementPort() {
        return management == null ? -1 : management.port();
    }

    /** The context that requests come to at the moment. */
    public CamelContext camel() {
        return current.camel();
    }

    /** What can be called. */
    public ModelCatalog models() {
        return camel().getRegistry().findSingleByType(ModelCatalog.class);
    }

    /** Requests that have been taken in and not been answered whole. */
    public int running() {
        return server.running();
    }

    GatewayHttpServer server() {
        return server;
    }

    /** Takes nobody in any more and waits for those who run, as long as the settings allow. */
    public int drain() throws InterruptedException {
        return server.drain();
    }

    /** Ends at once. */
    @Override
    public void close() throws Exception {
        if (reload != null) {
            reload.close();
        }
        server.close();
        if (management != null) {
            management.close();
        }
        closeGenerations();
        durable.ifPresent(DurableResponseStore::close);
        accounts.ifPresent(Accounts::close);
        cluster.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Waits for a reload that has begun, and lets none begin any more. */
    private synchronized void closeGenerations() {
        closed = true;
        generations.forEach(Generation::close);
    }
}
