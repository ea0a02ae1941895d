package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.providers.http.UpstreamOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code gateway.properties} says of providers reaches the client that all of them share. */
class UpstreamSettingsTest {

    private static final String LARGE = "x".repeat(4000);

    @TempDir
    private Path pem;

    private static TestGateway gateway(TestUpstream upstream, String key, String value) throws Exception {
        return setup(upstream.baseUrl(), key, value).start();
    }

    private static TestGateway.Setup setup(String baseUrl, String key, String value) {
        return TestGateway.setup()
                .set("serai.upstream." + key, value)
                .provider("upstream", baseUrl)
                .model("plain", "- to: {uri: \"ai:upstream/m\"}\n");
    }

    @ParameterizedTest
    @CsvSource({"max-answer,2KiB,502", "max-answer,8KiB,200"})
    void answer_aroundTheLimit_isTakenUpToIt(String key, String value, int status) throws Exception {
        String answer = TestUpstream.ANSWER.replace("Hello", LARGE);
        try (TestUpstream upstream = TestUpstream.behaving((call, body) -> TestUpstream.json(call, answer));
                TestGateway gateway = gateway(upstream, key, value)) {
            assertThat(gateway.chat("plain", "Hi").statusCode()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"max-header,2KiB,502", "max-header,8KiB,200"})
    void headers_aroundTheLimit_areTakenUpToIt(String key, String value, int status) throws Exception {
        try (TestUpstream upstream = TestUpstream.behaving((call, body) -> {
                    call.response().putHeader("x-large", LARGE);
                    TestUpstream.json(call, TestUpstream.ANSWER);
                });
                TestGateway gateway = gateway(upstream, key, value)) {
            assertThat(gateway.chat("plain", "Hi").statusCode()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"max-event,2KiB,error", "max-event,8KiB,[DONE]"})
    void event_aroundTheLimit_isTakenUpToIt(String key, String value, String last) throws Exception {
        try (LiveUpstream upstream = new LiveUpstream();
                TestGateway gateway = setup(upstream.baseUrl(), key, value).start();
                RawClient client = RawClient.of(gateway).chat("plain", "true")) {
            HttpServerResponse answer = upstream.stream();
            answer.write(TestUpstream.content("small"));
            client.head();
            assertThat(client.data()).contains("small");
            answer.end(TestUpstream.content(LARGE) + TestUpstream.finish());
            assertThat(client.rest()).last().asString().contains(last);
        }
    }

    @ParameterizedTest
    @CsvSource({"true,HTTP_2", "false,HTTP_1_1"})
    void http2_isSpokenUnlessSwitchedOff(String value, HttpVersion version) throws Exception {
        Identity.named(pem, "authority").write(pem.resolve("cert.pem"), pem.resolve("key.pem"));
        try (TestUpstream upstream = TestUpstream.answeringSecurely(pem.resolve("cert.pem"), pem.resolve("key.pem"));
                TestGateway gateway = setup("https://127.0.0.1:" + upstream.port() + "/v1", "http2", value)
                        .set(
                                "serai.upstream.trusted-certificates",
                                pem.resolve("cert.pem").toString())
                        .start()) {
            assertThat(gateway.chat("plain", "Hi").body()).contains("Hello");
            assertThat(upstream.versions()).containsExactly(version);
        }
    }

    @Test
    void calls_beyondTheConnections_areRefusedAtOnce() throws Exception {
        // Each of the client's event loops has its own share, of one connection at least.
        int connections = UpstreamOptions.DEFAULT.eventLoops();
        try (LiveUpstream upstream = new LiveUpstream();
                TestGateway gateway =
                        setup(upstream.baseUrl(), "connections-per-host", "1").start()) {
            List<RawClient> clients = new ArrayList<>();
            List<HttpServerRequest> held = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                clients.add(RawClient.of(gateway).chat("plain", "false"));
                held.add(upstream.call());
            }

            HttpResponse<String> refused = gateway.chat("plain", "Hi");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("\"code\":\"overloaded\"");
            held.forEach(call -> TestUpstream.json(call, TestUpstream.ANSWER));
            for (RawClient client : clients) {
                assertThat(client.answer().status()).isEqualTo(200);
                client.close();
            }
        }
    }

    @Test
    void call_beyondTheConnections_waitsWhereItMay() throws Exception {
        int connections = UpstreamOptions.DEFAULT.eventLoops();
        try (LiveUpstream upstream = new LiveUpstream();
                TestGateway gateway = setup(upstream.baseUrl(), "connections-per-host", "1")
                        .set("serai.upstream.waiting-per-host", "1")
                        .start()) {
            List<RawClient> clients = new ArrayList<>();
            List<HttpServerRequest> held = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                clients.add(RawClient.of(gateway).chat("plain", "false"));
                held.add(upstream.call());
            }
            clients.add(RawClient.of(gateway).chat("plain", "false"));
            await().until(() -> gateway.gateway().running() == connections + 1);
            held.forEach(call -> TestUpstream.json(call, TestUpstream.ANSWER));
            TestUpstream.json(upstream.call(), TestUpstream.ANSWER);
            for (RawClient client : clients) {
                assertThat(client.answer().status()).isEqualTo(200);
                client.close();
            }
        }
    }

    @Test
    void idleConnection_isClosedAfterItsTime() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        try (TestUpstream upstream = TestUpstream.behaving((call, body) -> {
                    call.connection().closeHandler(gone -> closed.incrementAndGet());
                    TestUpstream.json(call, TestUpstream.ANSWER);
                });
                TestGateway gateway = gateway(upstream, "keep-alive", "1s")) {
            assertThat(gateway.chat("plain", "Hi").statusCode()).isEqualTo(200);
            // By default it would stay for half a minute.
            await().atMost(Duration.ofSeconds(15)).until(() -> closed.get() == 1);
        }
    }
}
