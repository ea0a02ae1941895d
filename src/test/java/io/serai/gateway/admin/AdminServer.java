package io.serai.gateway.admin;

import io.serai.api.call.CallCheck;
import io.serai.api.caller.Role;
import io.serai.api.model.ModelCard;
import io.serai.processors.audit.SqlAuditReader;
import io.serai.processors.directory.Directory;
import io.serai.processors.directory.DirectoryStore;
import io.serai.processors.directory.SecretBox;
import io.serai.processors.directory.Tenant;
import io.serai.processors.directory.Thing;
import io.serai.processors.directory.WebhookAddress;
import io.serai.processors.identity.KeyHasher;
import io.serai.processors.identity.ModelRights;
import io.serai.processors.identity.Secrets;
import io.serai.processors.identity.Subscriptions;
import io.serai.processors.ledger.Amounts;
import io.serai.processors.ledger.Charge;
import io.serai.processors.ledger.Ledger;
import io.serai.processors.ledger.LedgerReader;
import io.serai.processors.ledger.Reconciler;
import io.serai.processors.ledger.Usages;
import io.serai.processors.limits.LimitListener;
import io.serai.processors.limits.LimitSettings;
import io.serai.processors.limits.LimitStore;
import io.serai.processors.limits.Limits;
import io.serai.processors.limits.LocalPool;
import io.serai.processors.limits.StoredLimit;
import io.serai.processors.limits.Tariff;
import io.serai.processors.limits.UsedSoFar;
import io.serai.processors.prices.NanoDollars;
import io.serai.processors.store.Changes;
import io.serai.processors.store.Database.Kind;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.Ids;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The admin API on a port of its own, over real stores on a real database; only who calls is made up. */
final class AdminServer implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseKit kit;
    private final Changes changes;
    private final Directory directory;
    private final DirectoryStore store;
    private final LimitStore limitStore;
    private final Limits limits;
    private final People people = new People();
    private final SomeAnswers answers = new SomeAnswers();
    private final RecordedAudit audit;
    private final OpenApiDocument document = OpenApiDocument.shipped();
    private final List<AdminOperation> operations;
    private final HttpServer server;

    AdminServer(Kind kind) throws Exception {
        kit = DatabaseKit.fresh(kind);
        changes = new Changes(kit.database());
        changes.start();
        directory = new Directory(kit.database(), Clock.systemUTC());
        directory.follow(changes);
        store = new DirectoryStore(new DirectoryStore.Parts(
                kit.database(),
                new Ids(),
                Clock.systemUTC(),
                new SecretBox(new byte[32]),
                new WebhookAddress(Set.of("hooks.example")),
                changes::poke));
        limitStore = new LimitStore(kit.database(), Clock.systemUTC(), new Ids());
        limits = limits();
        audit = new RecordedAudit(new SqlAuditReader(kit.source()));
        people.add("root", Role.PLATFORM_ADMIN, Tenant.HOME, "");
        AdminParts parts = parts();
        operations = AdminResources.operations(document, parts);
        AdminApi api = new AdminApi(vertx, people, new AdminAudit(audit), document, operations);
        Router router = Router.router(vertx);
        api.mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private AdminParts parts() {
        return new AdminParts(
                people,
                audit,
                audit,
                store,
                directory,
                rules(),
                new KeyHasher(Secrets.of("a pepper of the tests, and of nobody else".getBytes(US_ASCII))),
                people::find,
                limitStore,
                limits,
                new Usages(kit.database()),
                new LedgerReader(kit.database()),
                new Reconciler(kit.database()),
                new SomeModels(new ModelRights(rules())),
                () -> List.of(new Node("node-1", "127.0.0.1:5701", "1", Node.Place.HERE)),
                answers,
                Clock.systemUTC());
    }

    private static final java.nio.charset.Charset US_ASCII = java.nio.charset.StandardCharsets.US_ASCII;

    private static Limits limits() {
        Tariff free = new Tariff() {
            @Override
            public NanoDollars most(String provider, String model, long input, long output, long at) {
                return NanoDollars.ZERO;
            }

            @Override
            public Charge charge(io.serai.api.meter.Attempt attempt, long input, long seen, long at) {
                return new Charge(Amounts.NOTHING, "free", "");
            }
        };
        return new Limits(new Limits.Surroundings(
                new LocalPool(Clock.systemUTC()),
                Clock.systemUTC(),
                UsedSoFar.NOTHING,
                Ledger.NONE,
                free,
                (model, operation, request) -> 1,
                LimitListener.NONE,
                LimitSettings.DEFAULT));
    }

    private Subscriptions rules() {
        return new Subscriptions() {
            @Override
            public Optional<ModelCard.Visibility> visibility(Kind kind, String name, String tenant) {
                return new SomeModels(CallCheck.ALLOWED)
                        .find(name)
                        .map(card -> directory.visibility(Thing.model(name), tenant, card.visibility()));
            }

            @Override
            public boolean subscribed(String app, Kind kind, String name) {
                return directory.isSubscribed(app, Thing.model(name));
            }
        };
    }

    /** Puts the limits of the database into force, as the gateway does when it hears of a change. */
    void applyLimits() {
        limits.book()
                .replace(
                        "table",
                        limitStore.all().stream().map(StoredLimit::limit).toList());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    DatabaseKit kit() {
        return kit;
    }

    DirectoryStore store() {
        return store;
    }

    LimitStore limitStore() {
        return limitStore;
    }

    People people() {
        return people;
    }

    SomeAnswers answers() {
        return answers;
    }

    RecordedAudit audit() {
        return audit;
    }

    OpenApiDocument document() {
        return document;
    }

    List<AdminOperation> operations() {
        return operations;
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        changes.close();
        kit.close();
    }
}
