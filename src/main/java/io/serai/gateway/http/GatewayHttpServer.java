package io.serai.gateway.http;

import io.serai.api.call.CallNames;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.sse.EventStream;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's HTTP server: one listener for each event loop, all on one port. It takes requests in, hands each to a virtual thread, and
 * knows how many are running. {@code /livez} and {@code /readyz} it answers itself.
 */
public final class GatewayHttpServer {

    /** The route of requests that none serves. */
    private static final String UNMATCHED = "unmatched";

    static final String ROUTER = VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO;

    private final Vertx vertx;
    private final HttpSettings settings;
    private final MeterListener meters;
    private final TrafficListener traffic;
    private final ErrorAnswers errors;
    private final Admission admission;
    private final HeaderGate headers;
    private final ClientWatches watches;
    private final Reception reception;
    private final IdempotentCalls idempotent;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("request-", 0).factory());
    private final List<HttpServer> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable ServerKeys keys;
    private volatile ServedRoutes shown;
    private volatile boolean ready;
    private volatile BooleanSupplier condition = () -> true;
    private volatile int port;

    /**
     * @param meters hears of every call to a provider that a request makes
     * @param traffic hears of requests and streams
     * @param answers keeps what requests with an idempotency key were answered
     * @param entrance says who has sent a request
     */
    public GatewayHttpServer(
            Vertx vertx,
            HttpSettings settings,
            ErrorShapes shapes,
            MeterListener meters,
            TrafficListener traffic,
            AnswerStore answers,
            Entrance entrance) {
        this.idempotent = new IdempotentCalls(answers);
        this.traffic = traffic;
        this.vertx = vertx;
        this.settings = settings;
        this.meters = meters;
        this.errors = new ErrorAnswers(shapes);
        this.admission = new Admission(settings.limits());
        this.headers = new HeaderGate(settings.allowedHeaders());
        this.watches = new ClientWatches(settings.timeouts());
        this.reception = new Reception(entrance, errors, watches, threads);
        this.shown = routes();
        this.port = settings.port();
    }

    /** Adds {@code /livez} and {@code /readyz}, which no provider is asked for. */
    public void probes(Router router) {
        probe(router, "/livez", ctx -> ctx.end("ok\n"));
        probe(router, "/readyz", this::readiness);
    }

    private void probe(Router router, String path, Handler<RoutingContext> answer) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(ctx -> {
            watches.current().requestAnswered(ctx);
            answer.handle(ctx);
        });
        router.route(path).handler(ctx -> ctx.fail(ErrorKind.CALLER_METHOD_NOT_ALLOWED.status()));
    }

    /** Lets routes of this context be served, once they are {@linkplain #show shown}. Call before they start. */
    public ServedRoutes serve(CamelContext context) {
        ServedRoutes routes = routes();
        context.getRegistry().bind("platform-http-engine", new GatewayHttpEngine(this));
        context.getRegistry()
                .bind(
                        ROUTER,
                        new VertxPlatformHttpRouter(
                                null, vertx, routes.router(), ROUTER, VertxPlatformHttpRouter.SERVER_TYPE_SERVER) {
                            @Override
                            public Handler<RoutingContext> bodyHandler() {
                                return new BodyReader(settings.limits(), admission, errors, watches);
                            }
                        });
        return routes;
    }

    /** From now on requests go to these routes; those that are under way end where they began. */
    public void show(ServedRoutes routes) {
        shown = routes;
    }

    /**
     * Listens. Requests are answered from now on.
     *
     * @throws java.util.concurrent.ExecutionException where the port can't be had
     * @throws java.security.KeyException where the certificates can't be used
     */
    public void listen() throws Exception {
        if (settings.tls().isPresent()) {
            keys = new ServerKeys(TlsCheck.read(vertx, settings.tls().get()));
        }
        vertx.deployVerticle(Listener::new, new DeploymentOptions().setInstances(EventLoops.COUNT))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        if (keys != null) {
            new TlsReload(vertx, settings.tls().orElseThrow(), keys, listeners).start();
        }
        ready = true;
    }

    /** Is ready only while this holds as well, whatever else does. */
    public void readyWhen(BooleanSupplier holds) {
        condition = holds;
    }

    /**
     * Takes nobody in any more and waits for those who run.
     *
     * @return how many were still running when the time was up
     */
    public int drain() throws InterruptedException {
        ready = false;
        admission.drain();
        long until = System.nanoTime() + settings.timeouts().drain().toNanos();
        while (admission.running() > 0 && until - System.nanoTime() > 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return admission.running();
    }

    /** Closes all connections. */
    public void close() throws Exception {
        for (HttpServer listener : listeners) {
            try {
                listener.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                // The process is about to end: what does not close in time is closed by the system.
            }
        }
        threads.shutdownNow();
    }

    /** The port listened on; the configured one before that. */
    public int port() {
        return port;
    }

    /** Requests that have been taken in and not been answered whole. */
    public int running() {
        return admission.running();
    }

    public HttpSettings settings() {
        return settings;
    }

    ErrorAnswers errors() {
        return errors;
    }

    TrafficListener traffic() {
        return traffic;
    }

    HeaderGate headers() {
        return headers;
    }

    /**
     * Runs a route on a thread of its own and answers with what it leaves. Called on the event loop.
     *
     * @param entered header values that came from the client, see {@link HeaderGate#enter}
     */
    void converse(RoutingContext ctx, List<String> entered, Exchange exchange, GatewayHttpConsumer consumer) {
        exchange.setProperty(CallNames.CALLER, Reception.callerOf(ctx));
        exchange.setProperty(CallNames.METER, new Meter(meters));
        Client client = Client.of(ctx, settings.timeouts());
        if (IdempotentRequest.is(ctx.request())) {
            IdempotentRequest request = IdempotentRequest.of(ctx);
            threads.execute(() -> converseOnce(request, client, entered, exchange, consumer));
            return;
        }
        Conversation conversation = new Conversation(client, this, entered);
        conversation.accompany(exchange);
        threads.execute(() -> run(conversation, exchange, consumer, () -> {}));
    }

    /**
     * Runs the route and answers.
     *
     * @param ended is run once all is over
     */
    private void run(Conversation conversation, Exchange exchange, GatewayHttpConsumer consumer, Runnable ended) {
        try {
            consumer.run(exchange);
            if (exchange.getException() == null && exchange.getMessage().getBody() instanceof EventStream) {
                // A thread that has waited deep inside a route keeps the memory of that depth for as long as it lives.
                threads.execute(() -> answer(conversation, exchange, consumer, ended));
                return;
            }
        } catch (Throwable e) {
            // Errors too: a stack overflow in a route must not leave its client waiting for ever.
            conversation.fail(e);
            done(exchange, consumer, ended);
            return;
        }
        answer(conversation, exchange, consumer, ended);
    }

    private static void answer(
            Conversation conversation, Exchange exchange, GatewayHttpConsumer consumer, Runnable ended) {
        try {
            conversation.answer(exchange);
        } catch (Throwable e) {
            conversation.fail(e);
        } finally {
            done(exchange, consumer, ended);
        }
    }

    private static void done(Exchange exchange, GatewayHttpConsumer consumer, Runnable ended) {
        try {
            consumer.done(exchange);
        } finally {
            ended.run();
        }
    }

    /** Answers a request that may be a repetition: runs its route only if it is none. */
    private void converseOnce(
            IdempotentRequest request,
            Client client,
            List<String> entered,
            Exchange exchange,
            GatewayHttpConsumer consumer) {
        try {
            idempotent.answer(request, client, (answer, ended) -> {
                Conversation conversation = new Conversation(client, answer, answer.cancellation(), this, entered);
                conversation.accompany(exchange);
                threads.execute(() -> run(conversation, exchange, consumer, ended));
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            new Conversation(client, this, entered).fail(e);
        }
    }

    private ServedRoutes routes() {
        Router router = Router.router(vertx);
        ServedRoutes routes = new ServedRoutes(router);
        probes(router);
        router.route().handler(ctx -> admit(ctx, routes));
        errors.install(router);
        return routes;
    }

    private void admit(RoutingContext ctx, ServedRoutes routes) {
        SeraiException refusal = admission.enter();
        if (refusal != null) {
            errors.refuse(ctx, refusal, watches.current());
            traffic.request(UNMATCHED, refusal.kind().status());
            return;
        }
        routes.enter();
        ctx.addEndHandler(ended -> {
            routes.leave();
            admission.leave();
            int status = ended.failed()
                    ? ErrorKind.CALLER_GONE.status()
                    : ctx.response().getStatusCode();
            Route route = ctx.currentRoute();
            traffic.request(route == null || route.getPath() == null ? UNMATCHED : route.getPath(), status);
        });
        watches.current().requestBegun(ctx);
        reception.receive(ctx);
    }

    private void readiness(RoutingContext ctx) {
        boolean open = ready && !admission.isDraining() && condition.getAsBoolean();
        ctx.response().setStatusCode(open ? 200 : 503);
        if (!open) {
            ctx.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        ctx.end(open ? "ready\n" : admission.isDraining() ? "draining\n" : "not ready\n");
    }

    /** One event loop's share of the server. */
    private final class Listener extends AbstractVerticle {

        @Override
        public void start(Promise<Void> started) {
            HttpServerOptions options = ServerOptions.of(settings, keys);
            HttpServer server = vertx.createHttpServer(options);
            server.connectionHandler(connection -> {
                StrictRequestDecoder.install(connection, options);
                watches.current().connected(connection);
            });
            server.invalidRequestHandler(errors::invalid);
            server.requestHandler(request -> shown.router().handle(request));
            server.exceptionHandler(failure -> {});
            vertx.setPeriodic(settings.timeouts().look().toMillis(), tick -> watches.current()
                    .sweep());
            listeners.add(server);
            server.listen().onComplete(listening -> {
                if (listening.succeeded()) {
                    port = server.actualPort();
                    started.complete();
                } else {
                    started.fail(listening.cause());
                }
            });
        }
    }
}
