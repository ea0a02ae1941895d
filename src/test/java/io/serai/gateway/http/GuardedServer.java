package io.serai.gateway.http;

import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.meter.MeterListener;
import io.serai.gateway.http.HttpSettings.ClientTimeouts;
import io.serai.gateway.http.HttpSettings.Http2Cleartext;
import io.serai.gateway.http.HttpSettings.Limits;
import io.serai.gateway.identity.Denials;
import io.serai.gateway.identity.Doorkeeper;
import io.serai.processors.identity.ApiKey;
import io.serai.processors.identity.Authenticator;
import io.serai.processors.identity.Authenticators;
import io.serai.processors.identity.CredentialReader;
import io.serai.processors.identity.CredentialReader.QueryKey;
import io.serai.processors.identity.Credentials;
import io.serai.processors.identity.Credentials.Token;
import io.serai.processors.identity.KeyAuthenticator;
import io.serai.processors.identity.KeyFacts;
import io.serai.processors.identity.KeyHash;
import io.serai.processors.identity.KeyHasher;
import io.serai.processors.identity.Networks;
import io.serai.processors.identity.Outcome;
import io.serai.processors.identity.Secrets;
import io.serai.processors.openai.OpenAiErrors;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The engine with a door in front of it, and behind it routes that say who has come. */
final class GuardedServer implements AutoCloseable {

    static final Caller APP = new Caller(
            "ten_1", "", "app_1", "key_1", "", Set.of(Role.APPLICATION), Set.of(), List.of(), Set.of(), Map.of());

    /** How many keys have been looked up. */
    final AtomicInteger lookUps = new AtomicInteger();

    /** How many requests have got to a route. */
    final AtomicInteger reached = new AtomicInteger();

    /** Opened once tokens that begin with {@code slow} may be judged. */
    final CountDownLatch judged = new CountDownLatch(1);

    final AtomicInteger denied = new AtomicInteger();

    private final Map<KeyHash, KeyFacts> keys = new ConcurrentHashMap<>();
    private final KeyHasher hasher = new KeyHasher(Secrets.of(new byte[32]));
    private final Vertx vertx = Vertx.vertx();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final GatewayHttpServer server;

    /** What routes are served: a path, its methods, and whether paths below it are meant as well. */
    record Served(String path, String methods, boolean below) {}

    GuardedServer(List<Served> routes, QueryKey queryKey) throws Exception {
        this(routes, queryKey, Optional.empty(), credentials -> Outcome.NOT_MINE);
    }

    /** @param more is asked after those for keys and tokens */
    GuardedServer(List<Served> routes, QueryKey queryKey, Optional<TlsSettings> tls, Authenticator more)
            throws Exception {
        KeyAuthenticator keyed = new KeyAuthenticator(
                hash -> {
                    lookUps.incrementAndGet();
                    return Optional.ofNullable(keys.get(hash));
                },
                List.of(hasher),
                InstantSource.system());
        Denials counted = (arrival, failure) -> denied.incrementAndGet();
        Doorkeeper door = new Doorkeeper(
                new CredentialReader(queryKey), new Authenticators(List.of(keyed, new SlowTokens(), more)), counted);
        server = new GatewayHttpServer(
                vertx,
                settings(tls),
                ErrorShapes.installed(new OpenAiErrors()),
                MeterListener.NONE,
                new Silent(),
                new InMemoryAnswerStore(
                        new InMemoryAnswerStore.Limits(100, 1 << 20, 1 << 16, Duration.ofHours(1)),
                        InstantSource.system()),
                door);
        ServedRoutes served = server.serve(camel);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (Served route : routes) {
                    from("platform-http:" + route.path() + "?httpMethodRestrict=" + route.methods()
                                    + "&matchOnUriPrefix=" + route.below())
                            .process(GuardedServer.this::say);
                }
            }
        });
        camel.start();
        server.show(served);
        server.listen();
    }

    static GuardedServer serving(String... paths) throws Exception {
        return new GuardedServer(
                List.of(paths).stream()
                        .map(path -> new Served(path, "GET,POST", false))
                        .toList(),
                QueryKey.OFF);
    }

    private static HttpSettings settings(Optional<TlsSettings> tls) {
        Duration limit = Duration.ofSeconds(20);
        return new HttpSettings(
                "127.0.0.1",
                0,
                new Limits(4 << 20, 64 << 20, 32 << 10, 8 << 10, 1_000),
                new ClientTimeouts(limit, limit, limit, limit, limit, limit, limit),
                Set.of("content-type", "x-*"),
                Http2Cleartext.ON,
                tls);
    }

    private void say(Exchange exchange) {
        int number = reached.incrementAndGet();
        Caller caller = exchange.getProperty(CallNames.CALLER, Caller.class);
        if (exchange.getMessage()
                .getHeader(Exchange.HTTP_PATH, "", String.class)
                .endsWith("/fails")) {
            throw new IllegalStateException("a route has failed");
        }
        byte[] body = exchange.getMessage().getBody(byte[].class);
        String said = caller.tenant() + " " + caller.principal() + " "
                + (body == null ? 0 : new String(body, StandardCharsets.UTF_8).length()) + " "
                + exchange.getMessage().getHeader(Exchange.HTTP_QUERY, "", String.class) + " "
                + exchange.getVariable(GatewayHttpConsumer.QUERY) + " " + number;
        exchange.getMessage()
                .setHeader("x-serai-saw", exchange.getMessage().getHeaders().toString());
        exchange.getMessage().setBody(said);
    }

    /** A key that is good. */
    String key(Caller caller) {
        return key(new KeyFacts(caller, KeyFacts.Status.ACTIVE, KeyFacts.NEVER, Networks.ANY));
    }

    /** A key of which this is known. */
    String key(KeyFacts facts) {
        ApiKey key = ApiKey.generate(new SecureRandom());
        keys.put(hasher.hash(key), facts);
        return key.text();
    }

    int drain() throws InterruptedException {
        return server.drain();
    }

    RawClient client() throws IOException {
        return new RawClient(new Socket("127.0.0.1", server.port()));
    }

    int port() {
        return server.port();
    }

    int running() {
        return server.running();
    }

    @Override
    public void close() throws Exception {
        server.close();
        camel.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** As an issuer's: good after a wait, bad after a wait, or its issuer is away. */
    private final class SlowTokens implements Authenticator {

        @Override
        public Optional<Outcome> glance(Credentials credentials) {
            return text(credentials).startsWith("slow") ? Optional.empty() : Optional.of(Outcome.NOT_MINE);
        }

        @Override
        public Outcome judge(Credentials credentials) {
            String text = text(credentials);
            if (!text.startsWith("slow")) {
                return Outcome.NOT_MINE;
            }
            try {
                if (!judged.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody has let it be judged");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return switch (text) {
                case "slow-good" -> new Outcome.Known(APP);
                case "slow-away" ->
                    throw new GatewayException(
                                    ErrorKind.GATEWAY_OVERLOADED, "The token's issuer can't be asked at the moment.")
                            .withRetryAfter(Duration.ofSeconds(7));
                default -> new Outcome.Refused("no good");
            };
        }

        private static String text(Credentials credentials) {
            return credentials.shown() instanceof Token token ? token.text() : "";
        }
    }

    private static final class Silent implements TrafficListener {
        @Override
        public void request(String route, int status) {}

        @Override
        public void streamOpened() {}

        @Override
        public void streamClosed() {}
    }
}
