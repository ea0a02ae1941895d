package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS by PEM files, HTTP/2 by ALPN, client certificates, and files that change while it runs. */
class TlsTest {

    @TempDir
    private static Path identities;

    private static Identity first;
    private static Identity second;
    private static Identity caller;

    @TempDir
    private Path pem;

    private LiveUpstream upstream;
    private TestGateway gateway;

    @BeforeAll
    static void identities() throws Exception {
        first = Identity.named(identities, "first");
        second = Identity.named(identities, "second");
        caller = Identity.named(identities, "caller");
    }

    @BeforeEach
    void upstream() throws Exception {
        upstream = new LiveUpstream();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    private TestGateway.Setup secured() throws Exception {
        first.write(pem.resolve("cert.pem"), pem.resolve("key.pem"));
        return TestGateway.setup()
                .set("serai.tls.certificate", pem.resolve("cert.pem").toString())
                .set("serai.tls.key", pem.resolve("key.pem").toString())
                .set("serai.tls.reload", "50ms")
                .provider("upstream", upstream.baseUrl())
                .model("plain", "- to: {uri: \"ai:upstream/m\"}\n");
    }

    private static HttpClient client(SSLContext tls, HttpClient.Version version) {
        return HttpClient.newBuilder().sslContext(tls).version(version).build();
    }

    private HttpRequest chat(String stream) {
        return HttpRequest.newBuilder(uri("/v1/chat/completions"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(TestGateway.chatRequest("plain", "Hi", stream)))
                .build();
    }

    private URI uri(String path) {
        return URI.create("https://127.0.0.1:" + gateway.gateway().port() + path);
    }

    @Test
    void http2_isChosenByAlpn_andStreams() throws Exception {
        gateway = secured().start();
        HttpClient client = client(Identity.trusting(first), HttpClient.Version.HTTP_2);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(client.sendAsync(chat("true"), HttpResponse.BodyHandlers.ofString()));
        }
        for (int i = 0; i < 50; i++) {
            upstream.stream().end(TestUpstream.content("Hello") + TestUpstream.finish());
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.get().statusCode()).isEqualTo(200);
            assertThat(answer.get().body()).contains("Hello").endsWith("data: [DONE]\n\n");
        }
        await().until(() -> gateway.gateway().running() == 0);
    }

    @Test
    void http2Refusal_doesNotCutTheOthersOfItsConnection() throws Exception {
        gateway = secured()
                .set("serai.http.max-requests", "1")
                .set("serai.http.max-body", "1KiB")
                .start();
        HttpClient client = client(Identity.trusting(first), HttpClient.Version.HTTP_2);
        CompletableFuture<HttpResponse<String>> held =
                client.sendAsync(chat("true"), HttpResponse.BodyHandlers.ofString());
        HttpServerRequest call = upstream.call();
        HttpResponse<String> refused = client.send(chat("true"), HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("connection")).isEmpty();
        TestUpstream.stream(call).end(TestUpstream.finish());
        assertThat(held.get().body()).endsWith("data: [DONE]\n\n");
        HttpRequest large = HttpRequest.newBuilder(uri("/v1/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString("a".repeat(5000)))
                .build();
        assertThat(client.send(large, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(413);
        await().until(() -> gateway.gateway().running() == 0);
    }

    @Test
    void http2Client_thatCancels_abortsTheCall() throws Exception {
        gateway = secured().start();
        HttpClient client = client(Identity.trusting(first), HttpClient.Version.HTTP_2);
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(chat("true"), HttpResponse.BodyHandlers.ofString());
        upstream.call();
        answer.cancel(true);
        await().until(() -> upstream.aborted() == 1 && gateway.gateway().running() == 0);
    }

    @Test
    void http1_isServedAsWell() throws Exception {
        gateway = secured().start();
        HttpResponse<String> answer = client(Identity.trusting(first), HttpClient.Version.HTTP_1_1)
                .send(HttpRequest.newBuilder(uri("/livez")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.body()).isEqualTo("ok\n");
    }

    @Test
    void plainText_onTheTlsPort_isNotServed() throws Exception {
        gateway = secured().start();
        try (RawClient client = RawClient.of(gateway).get("/livez")) {
            assertThat(client.untilClosed()).doesNotContain("ok");
        }
    }

    @Test
    void clientCertificate_whereAsked_isRequired() throws Exception {
        caller.write(pem.resolve("ca.pem"), pem.resolve("unused.pem"));
        gateway = secured()
                .set("serai.tls.client-ca", pem.resolve("ca.pem").toString())
                .start();
        HttpRequest request = HttpRequest.newBuilder(uri("/livez")).build();
        assertThat(client(caller.callingOn(first), HttpClient.Version.HTTP_2)
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo("ok\n");
        for (SSLContext stranger : List.of(Identity.trusting(first), second.callingOn(first))) {
            assertThatThrownBy(() -> client(stranger, HttpClient.Version.HTTP_2)
                            .send(request, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void changedFiles_areTakenOver_brokenOnesChangeNothing() throws Exception {
        gateway = secured().start();
        assertThat(served()).isEqualTo(first.certificate());

        second.write(pem.resolve("cert.pem"), pem.resolve("key.pem"));
        await().untilAsserted(() -> assertThat(served()).isEqualTo(second.certificate()));

        Files.writeString(pem.resolve("cert.pem"), "-----BEGIN CERTIFICATE-----\nbroken\n");
        await().during(Duration.ofMillis(400))
                .untilAsserted(() -> assertThat(served()).isEqualTo(second.certificate()));
        second.write(pem.resolve("cert.pem"), pem.resolve("unused.pem"));
        first.write(pem.resolve("unused.pem"), pem.resolve("key.pem"));
        await().during(Duration.ofMillis(400))
                .untilAsserted(() -> assertThat(served()).isEqualTo(second.certificate()));
        Files.delete(pem.resolve("key.pem"));
        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(served()).isEqualTo(second.certificate()));

        first.write(pem.resolve("cert.pem"), pem.resolve("key.pem"));
        await().untilAsserted(() -> assertThat(served()).isEqualTo(first.certificate()));
    }

    @Test
    void changedFiles_areTakenOver_withoutAConnectionLost() throws Exception {
        gateway = secured().start();
        AtomicInteger connections = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> clients =
                CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(() -> {
                            while (!done.get()) {
                                connectOnce();
                                connections.incrementAndGet();
                            }
                        }))
                        .limit(4)
                        .toArray(CompletableFuture[]::new));
        for (int i = 0; i < 6; i++) {
            Identity next = i % 2 == 0 ? second : first;
            int before = connections.get();
            next.write(pem.resolve("cert.pem"), pem.resolve("key.pem"));
            await().untilAsserted(() -> assertThat(served()).isEqualTo(next.certificate()));
            await().until(() -> clients.isDone() || connections.get() > before + 20);
        }
        done.set(true);
        clients.get(20, TimeUnit.SECONDS);
    }

    private void connectOnce() {
        try {
            served();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void changedClientAuthority_isTakenOver() throws Exception {
        caller.write(pem.resolve("ca.pem"), pem.resolve("unused.pem"));
        gateway = secured()
                .set("serai.tls.client-ca", pem.resolve("ca.pem").toString())
                .start();
        HttpRequest request = HttpRequest.newBuilder(uri("/livez")).build();
        SSLContext known = caller.callingOn(first);
        assertThat(client(known, HttpClient.Version.HTTP_1_1)
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);

        second.write(pem.resolve("ca.pem"), pem.resolve("unused.pem"));

        await().untilAsserted(() -> assertThatThrownBy(() ->
                        client(known, HttpClient.Version.HTTP_1_1).send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class));
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(client(second.callingOn(first), HttpClient.Version.HTTP_1_1)
                                .send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200));
    }

    /** The certificate that a new connection gets. Every one is offered HTTP/2. */
    private Certificate served() throws Exception {
        SSLContext tls = Identity.trusting(first, second);
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory()
                .createSocket("127.0.0.1", gateway.gateway().port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
            return socket.getSession().getPeerCertificates()[0];
        }
    }
}
