package io.serai.providers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.Cancellation;
import io.serai.api.error.ErrorKind;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.ProxyType;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS, HTTP/2 and proxies. */
@Timeout(60)
class UpstreamTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static final Queue<String> versions = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger connections = new AtomicInteger();
    private static final CountDownLatch reset = new CountDownLatch(1);

    private static Vertx vertx;
    private static HttpServer server;
    private static UpstreamClient trusting;

    @BeforeAll
    static void start() throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost");
        keytool("-exportcert", "-alias", "test", "-rfc", "-file", "cert.pem");
        vertx = Vertx.vertx();
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setHost("localhost")
                        .setPort(0)
                        .setKeyCertOptions(new PfxOptions()
                                .setPath(folder.resolve("keys.p12").toString())
                                .setPassword(PASSWORD)))
                .connectionHandler(c -> connections.incrementAndGet())
                .requestHandler(UpstreamTlsTest::serve)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        trusting =
                new UpstreamClient(vertx, UpstreamOptions.DEFAULT.withTrustedCertificates(folder.resolve("cert.pem")));
    }

    @AfterAll
    static void stop() throws Exception {
        trusting.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void http2_offered_isSpokenAndShared() {
        for (int i = 0; i < 20; i++) {
            assertThat(call(trusting, url("localhost"), "n" + i)).isEqualTo("n" + i);
        }
        assertThat(versions).contains("HTTP_2");
        assertThat(connections.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void http2_stream_isCancelledWithoutItsConnection() throws Exception {
        UpstreamResponse response =
                trusting.send(UpstreamClientFixture.post(url("localhost"), "forever"), UpstreamClientFixture.patient());
        assertThat(response.read()).isNotEmpty();
        response.close();
        assertThat(reset.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(call(trusting, url("localhost"), "next")).isEqualTo("next");
    }

    @Test
    void http11_alone_isSpokenWhereChosen() {
        UpstreamOptions d = UpstreamOptions.DEFAULT;
        UpstreamOptions old = new UpstreamOptions(
                UpstreamOptions.Protocols.HTTP_1_1,
                1,
                10,
                1,
                0,
                d.keepAlive(),
                d.headerBytes(),
                d.bodyBytes(),
                d.eventBytes(),
                Optional.of(folder.resolve("cert.pem")),
                Optional.empty());
        try (UpstreamClient client = new UpstreamClient(vertx, old)) {
            versions.clear();
            assertThat(call(client, url("localhost"), "x")).isEqualTo("x");
            assertThat(versions).containsOnly("HTTP_1_1");
        }
    }

    @Test
    void certificate_unknown_isRefused() {
        try (UpstreamClient client = new UpstreamClient(vertx, UpstreamOptions.DEFAULT)) {
            assertThat(UpstreamClientFixture.failure(() -> call(client, url("localhost"), "x")))
                    .hasMessage("provider 'test' cannot be reached: the TLS handshake failed")
                    .extracting(e -> e.kind())
                    .isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
        }
    }

    @Test
    void certificate_ofAnotherHost_isRefused() {
        assertThat(UpstreamClientFixture.failure(() -> call(trusting, url("127.0.0.1"), "x")))
                .hasMessage("provider 'test' cannot be reached: the TLS handshake failed");
    }

    @Test
    void proxy_forCleartext_isAskedForTheWholeUrl() {
        try (FaultServer proxy = new FaultServer(UpstreamClientFixture::echoForEver);
                UpstreamClient client = proxied(proxy, List.of())) {
            assertThat(call(client, URI.create("http://provider.invalid/v1"), "x"))
                    .isEqualTo("x");
            FaultServer.Request seen = proxy.requests().remove();
            assertThat(seen.line()).isEqualTo("POST http://provider.invalid/v1/path HTTP/1.1");
            assertThat(seen.headers()).containsEntry("proxy-authorization", "Basic dXNlcjpwYXNz");
        }
    }

    @Test
    void proxy_forTls_isAskedForATunnel() {
        try (FaultServer proxy = new FaultServer(c -> {
                    c.read();
                    c.write("HTTP/1.1 502 no\r\ncontent-length: 0\r\n\r\n");
                });
                UpstreamClient client = proxied(proxy, List.of())) {
            assertThat(UpstreamClientFixture.failure(() -> call(client, URI.create("https://provider.invalid/v1"), "x"))
                            .kind())
                    .isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
            assertThat(proxy.requests().remove().line()).startsWith("CONNECT provider.invalid:443 ");
        }
    }

    @Test
    void proxy_hostExempt_isNotAsked() {
        try (FaultServer proxy = new FaultServer(UpstreamClientFixture::echoForEver);
                FaultServer direct = new FaultServer(UpstreamClientFixture::echoForEver);
                UpstreamClient client = proxied(proxy, List.of("127.0.0.1"))) {
            assertThat(call(client, direct.url(), "x")).isEqualTo("x");
            assertThat(proxy.connections()).isZero();
        }
    }

    private static void serve(HttpServerRequest request) {
        versions.add(request.version().name());
        request.body().onSuccess(body -> {
            if (body.toString().equals("forever")) {
                request.response().exceptionHandler(t -> reset.countDown());
                request.response().closeHandler(v -> reset.countDown());
                request.response().setChunked(true).write("first");
            } else {
                request.response().end(body);
            }
        });
    }

    private static UpstreamClient proxied(FaultServer proxy, List<String> bypassed) {
        return new UpstreamClient(
                vertx,
                UpstreamOptions.DEFAULT.withProxy(new UpstreamOptions.Proxy(
                        ProxyType.HTTP,
                        "127.0.0.1",
                        proxy.port(),
                        Optional.of(new UpstreamOptions.Credentials("user", "pass")),
                        bypassed)));
    }

    private static URI url(String host) {
        return URI.create("https://" + host + ":" + server.actualPort() + "/v1");
    }

    private static String call(UpstreamClient client, URI url, String body) {
        Waits waits = UpstreamClientFixture.waits(Timeouts.DEFAULT, new Cancellation());
        try (UpstreamResponse response = client.send(UpstreamClientFixture.post(url, body), waits)) {
            return new String(response.body(), StandardCharsets.UTF_8);
        } finally {
            await().pollDelay(Duration.ZERO).until(() -> client.open() == 0);
        }
    }

    private static void keytool(String... arguments) throws Exception {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", "keys.p12", "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "keytool.log"))
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
