package io.serai.gateway.accounts;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.CallCheck;
import io.serai.api.call.TokenCount;
import io.serai.api.model.ModelCatalog;
import io.serai.gateway.admin.AdminParts;
import io.serai.gateway.admin.Caches;
import io.serai.gateway.admin.Node;
import io.serai.gateway.admin.Published;
import io.serai.gateway.cluster.Cluster;
import io.serai.gateway.http.Entrance;
import io.serai.gateway.identity.DirectoryAccess;
import io.serai.gateway.identity.Doorkeeper;
import io.serai.gateway.identity.InstalledSecrets;
import io.serai.gateway.identity.PepperProof;
import io.serai.gateway.identity.TokenAuthenticator;
import io.serai.gateway.oidc.OidcTokens;
import io.serai.gateway.reload.RouteFolders;
import io.serai.gateway.settings.StartException;
import io.serai.gateway.store.DirectoryService;
import io.serai.gateway.store.Store;
import io.serai.processors.audit.Sampling;
import io.serai.processors.audit.SqlAuditReader;
import io.serai.processors.cluster.ClusterEvent;
import io.serai.processors.directory.Installation;
import io.serai.processors.directory.SecretBox;
import io.serai.processors.identity.Authenticator;
import io.serai.processors.identity.Authenticators;
import io.serai.processors.identity.CertificateAuthenticator;
import io.serai.processors.identity.CertificateRule;
import io.serai.processors.identity.CredentialReader;
import io.serai.processors.identity.KeyAuthenticator;
import io.serai.processors.identity.KeyHasher;
import io.serai.processors.identity.ModelRights;
import io.serai.processors.identity.Purpose;
import io.serai.processors.identity.access.AccessFile;
import io.serai.processors.identity.access.AccessRules;
import io.serai.processors.ledger.Bookkeeping;
import io.serai.processors.ledger.LedgerReader;
import io.serai.processors.ledger.Reconciler;
import io.serai.processors.ledger.Reconciling;
import io.serai.processors.ledger.Usages;
import io.serai.processors.limits.LedgerUsedSoFar;
import io.serai.processors.limits.Limit;
import io.serai.processors.limits.LimitListener;
import io.serai.processors.limits.LimitStore;
import io.serai.processors.limits.Limits;
import io.serai.processors.limits.LimitsReader;
import io.serai.processors.limits.SelfCheck;
import io.serai.processors.limits.StoredLimits;
import io.serai.processors.prices.PriceBook;
import io.serai.processors.responses.DurableResponseStore;
import io.serai.processors.responses.InMemoryResponseStore;
import io.serai.processors.responses.ResponseSealing;
import io.serai.processors.responses.ResponseStore;
import io.serai.processors.store.Ids;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.util.function.Suppliers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that a gateway with accounts keeps from its start to its end, whatever becomes of its routes. */
public final class Accounts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int KEY_BYTES = 32;
    /** Told to all nodes when this one has changed something in the store. */
    private static final ClusterEvent CHANGED = new ClusterEvent("store", "");

    /** The place of a folder's limits in the book. */
    private static final String FILES = "files";

    private final Clock clock = Clock.systemUTC();
    private final Chores chores = new Chores(SECOND);
    private final Cluster cluster;
    private final Store store;
    private final DirectoryService directory;
    private final DirectoryAccess access;
    private final KeyHasher hasher;
    private final AuditTrail trail;
    private final Bookkeeping books;
    private final Reconciling reconciling;
    private final Limits limits;
    private final LimitStore limitStore;
    private final CurrentPrices prices;
    private final CertificateAuthenticator certificates;
    private final Optional<OidcTokens> tokens;
    private final DeniedCallers denied;
    private final Entrance entrance;

    /**
     * Opens the store and what is built on it, and follows its changes.
     *
     * @param settings as they were read
     * @param secrets of this installation
     * @param cluster of the nodes
     * @param folders where {@code oidc.yaml} may be
     * @param tokenCount how tokens are counted
     * @param metrics told of limits
     * @throws StartException naming the setting that keeps it from starting
     */
    public Accounts(
            AccountSettings settings,
            InstalledSecrets secrets,
            Cluster cluster,
            RouteFolders folders,
            TokenCount tokenCount,
            LimitListener metrics) {
        this.cluster = cluster;
        store = Store.open(settings.store());
        requirePepper(secrets);
        directory = DirectoryService.start(
                store.database(),
                settings.notices(),
                new SecretBox(
                        secrets.derive(Purpose.WEBHOOK_SIGNATURE, KEY_BYTES),
                        secrets.deriveFormer(Purpose.WEBHOOK_SIGNATURE, KEY_BYTES)),
                clock,
                () -> cluster.events().publish(CHANGED));
        access = new DirectoryAccess(
                directory.directory(), directory.changes(), settings.store().outage());
        hasher = new KeyHasher(secrets.current());
        trail = new AuditTrail(settings, secrets, store, cluster, clock);
        books = books(settings);
        reconciling = Reconciling.every(DAY, new Reconciler(store.database()));
        prices = new CurrentPrices(settings.silence());
        limits = new Limits(new Limits.Surroundings(
                cluster.pool(),
                clock,
                new LedgerUsedSoFar(books.use()),
                books.ledger(),
                prices,
                tokenCount,
                new LimitAlerts(store.database(), directory.store().outbox(), metrics, chores),
                settings.limits()));
        limitStore = new LimitStore(store.database(), clock, new Ids());
        certificates = new CertificateAuthenticator(access, clock);
        tokens = tokens(folders);
        denied = new DeniedCallers(trail.log(), new Sampling(clock));
        entrance = new UsedKeys(doorkeeper(settings, secrets), directory.lastUse());
        follow();
        chores.every(SECOND, "look after limits", limits::look);
        chores.every(SECOND, "tell who was turned away", denied::look);
        settings.auditKept().ifPresent(kept -> chores.every(HOUR, "prune the audit log", () -> trail.prune(kept)));
    }

    private void requirePepper(InstalledSecrets secrets) {
        try {
            PepperProof.require(secrets, new Installation(store.database()));
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private Bookkeeping books(AccountSettings settings) {
        try {
            return Bookkeeping.open(settings.journal(), store.database(), settings.lease(), clock);
        } catch (IOException e) {
            throw new StartException("serai.data: the ledger's journal can't be opened: " + e.getMessage());
        }
    }

    private Optional<OidcTokens> tokens(RouteFolders folders) {
        List<Map.Entry<String, String>> files =
                List.copyOf(folders.atTop(RouteFolders.OIDC).entrySet());
        if (files.size() > 1) {
            throw new StartException(files.get(1).getKey() + ": there is another one already, "
                    + files.get(0).getKey() + "; put all providers into one file");
        }
        return files.isEmpty()
                ? Optional.empty()
                : OidcTokens.of(
                        files.get(0).getKey(),
                        files.get(0).getValue(),
                        directory.directory(),
                        directory.store().users(),
                        clock);
    }

    private Entrance doorkeeper(AccountSettings settings, InstalledSecrets secrets) {
        List<KeyHasher> hashers = new ArrayList<>(List.of(hasher));
        secrets.former().map(KeyHasher::new).ifPresent(hashers::add);
        List<Authenticator> known = new ArrayList<>();
        known.add(new KeyAuthenticator(access, hashers, clock));
        known.add(certificates);
        tokens.ifPresent(
                oidc -> known.add(new TokenAuthenticator(oidc.authenticator(), oidc.authenticator()::known, access)));
        return new Doorkeeper(new CredentialReader(settings.auth().queryKey()), new Authenticators(known), denied);
    }

    /** The directory hears of a change before those who go by it. */
    private void follow() {
        tokens.ifPresent(
                oidc -> oidc.follow(directory.changes(), directory.store().revokedTokens()));
        StoredLimits stored = new StoredLimits(limitStore, limits.book());
        directory.changes().listen(LimitStore.CHANGE, stored);
        stored.read();
        cluster.events().onEvent(event -> directory.changes().poke());
    }

    /** Who is let in. */
    public Entrance entrance() {
        return entrance;
    }

    /** What calls of providers are admitted and billed by. */
    public AttemptCheck attempts() {
        return limits.attempts();
    }

    /**
     * What requests of a context are admitted by: rights, rules, the providers of tokens, limits, in that order.
     *
     * @param files rules of access, by the names that messages give them
     * @throws io.serai.processors.yaml.YamlException naming file, line and key
     */
    public CallCheck calls(CamelContext camel, Map<String, String> files) {
        CallCheck checks = new ModelRights(access);
        for (Map.Entry<String, String> file : files.entrySet()) {
            checks = checks.and(AccessRules.of(AccessFile.read(file.getKey(), file.getValue()), camel, clock));
        }
        if (tokens.isPresent()) {
            checks = checks.and(tokens.get().calls());
        }
        Supplier<ModelCatalog> models =
                Suppliers.memorize(() -> CamelContextHelper.mandatoryFindSingleByType(camel, ModelCatalog.class));
        return limits.calls(checks, name -> models.get().subject(name));
    }

    /** Whose certificates are known, by the same files. */
    public void certificates(Map<String, String> files) {
        List<CertificateRule> rules = new ArrayList<>();
        files.forEach((name, text) -> rules.addAll(AccessFile.read(name, text).certificates()));
        certificates.replace(rules);
    }

    /** From now on calls cost what this list says. */
    public void prices(PriceBook list) {
        prices.replace(list);
    }

    /**
     * The limits of files.
     *
     * @throws io.serai.processors.yaml.YamlException naming file, line and key
     */
    public static List<Limit> read(Map<String, String> files) {
        List<Limit> read = new ArrayList<>();
        files.forEach((name, text) -> read.addAll(LimitsReader.read(name, text)));
        return read;
    }

    /** From now on these limits are in force, besides those of the database. */
    public void limits(List<Limit> ofFiles) {
        limits.book().replace(FILES, ofFiles);
    }

    /**
     * Tells of limits of the database that can't refuse anybody.
     *
     * @param check that knows what is published
     */
    public void tellInert(SelfCheck check) {
        check.findings(limits.book().limits()).forEach(finding -> LOG.warn("A limit is of no effect: {}", finding));
    }

    /** Proves that what is bound asks the limits; of no node that sees too few others, which is not ready before it sees more. */
    public void prove(CallCheck calls) {
        if (cluster.state().isReady()) {
            SelfCheck.provesBound(limits, calls, limits.attempts());
        }
    }

    /** Makes and shows the first administrator's key, where there is none; returns once this node knows it. */
    public void offerKey(PrintStream console) {
        new FirstKey(directory, access, hasher).offer(console);
    }

    /** What the admin API shows and changes. */
    public AdminParts adminParts(Published published, Caches caches) {
        return new AdminParts(
                entrance,
                trail.log(),
                new SqlAuditReader(store.source()),
                directory.store(),
                directory.directory(),
                access,
                hasher,
                access::callerOf,
                limitStore,
                limits,
                new Usages(store.database()),
                new LedgerReader(store.database()),
                new Reconciler(store.database()),
                published,
                this::nodes,
                caches,
                clock);
    }

    private List<Node> nodes() {
        return cluster.members().stream()
                .map(member -> new Node(
                        member.id(),
                        member.address(),
                        member.version(),
                        member.local() ? Node.Place.HERE : Node.Place.ELSEWHERE))
                .toList();
    }

    /** Asked for usage. */
    public Usages usages() {
        return new Usages(store.database());
    }

    /** How the books are. */
    public Bookkeeping.Status status() {
        return books.status();
    }

    /** Calls that hold something of a limit. */
    public int running() {
        return limits.running();
    }

    /**
     * Makes what a store keeps for callers outlive this node. To be started, and closed before this is.
     *
     * @param near that answers at once
     * @param seal that makes it unreadable for who reads the database
     * @param limits of each caller
     */
    public DurableResponseStore durable(ResponseStore near, ResponseSealing seal, InMemoryResponseStore.Limits limits) {
        return new DurableResponseStore(near, store.database(), seal, limits, clock);
    }

    /** Ends what runs beside the calls, ships what waits, and closes the store. */
    @Override
    public void close() {
        chores.close();
        quietly("the reconciler", reconciling);
        quietly("the ledger", books);
        denied.close();
        quietly("the audit log", trail);
        directory.close();
        store.close();
    }

    private static void quietly(String what, AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            LOG.warn("Could not close {} in order: {}", what, e.getMessage());
        }
    }
}
