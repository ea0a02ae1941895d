package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too much is refused in OpenAI's words, and the client gets to read them. */
class LimitsTest {

    private static final int BODY = 4096;

    private LiveUpstream upstream;
    private TestGateway gateway;

    private void start(String... settings) throws Exception {
        upstream = new LiveUpstream();
        TestGateway.Setup setup = TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .model("plain", "- to: {uri: \"ai:upstream/m\"}\n");
        for (int i = 0; i < settings.length; i += 2) {
            setup.set("serai.http." + settings[i], settings[i + 1]);
        }
        gateway = setup.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (upstream != null) {
            upstream.close();
        }
    }

    @Test
    void body_aroundTheLimit_isTakenUpToIt() throws Exception {
        start("max-body", "4KiB");
        for (int size : new int[] {BODY - 1, BODY}) {
            try (RawClient client = RawClient.of(gateway).post("/v1/chat/completions", request(size))) {
                TestUpstream.json(upstream.call(), TestUpstream.ANSWER);
                assertThat(client.answer().status()).isEqualTo(200);
            }
            try (RawClient client = RawClient.of(gateway).send(chunked(request(size)))) {
                TestUpstream.json(upstream.call(), TestUpstream.ANSWER);
                assertThat(client.answer().status()).isEqualTo(200);
            }
        }
        for (int size : new int[] {BODY + 1, BODY * 1000}) {
            try (RawClient client = RawClient.of(gateway).post("/v1/chat/completions", request(size))) {
                assertRefused(client.answer(), 413, "request_too_large");
            }
            try (RawClient client = RawClient.of(gateway).send(chunked(request(size)))) {
                assertRefused(client.answer(), 413, "request_too_large");
                assertThat(client.untilClosed()).isEmpty();
            }
        }
        assertThat(upstream.calls()).isEqualTo(4);
    }

    @Test
    void jsonDepth_aroundTheLimit_isTakenUpToIt() throws Exception {
        start("max-json-depth", "100");
        try (RawClient client = RawClient.of(gateway).post("/v1/chat/completions", nested(100))) {
            TestUpstream.json(upstream.call(), TestUpstream.ANSWER);
            assertThat(client.answer().status()).isEqualTo(200);
        }
        for (int depth : new int[] {101, 100_000}) {
            try (RawClient client = RawClient.of(gateway).post("/v1/chat/completions", nested(depth))) {
                RawClient.Answer answer = client.answer();
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.body())
                        .startsWith("{\"error\":{\"message\":\"")
                        .contains("(100, ");
            }
        }
        assertThat(upstream.calls()).isOne();
    }

    /** A request whose innermost array is as deep as that, the request's own object counted. */
    private static String nested(int depth) {
        String request = TestGateway.chatRequest("plain", "Hi", "false");
        String arrays = "[".repeat(depth - 1) + "]".repeat(depth - 1);
        return request.substring(0, request.length() - 1) + ",\"x\":" + arrays + "}";
    }

    @Test
    void hugeBody_isRefusedBeforeItIsSent() throws Exception {
        start("max-body", "4KiB");
        try (RawClient client = RawClient.of(gateway)
                .send("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: 9000000000\r\n\r\n{")) {
            assertRefused(client.answer(), 413, "request_too_large");
            assertThat(client.untilClosed()).isEmpty();
        }
    }

    @Test
    void expectation_isMetWhereTheBodyIsWanted() throws Exception {
        start("max-body", "4KiB");
        String body = request(100);
        try (RawClient client = RawClient.of(gateway).send(expecting(100))) {
            assertThat(client.answer().status()).isEqualTo(100);
            client.send(body);
            TestUpstream.json(upstream.call(), TestUpstream.ANSWER);
            assertThat(client.answer().status()).isEqualTo(200);
        }
        try (RawClient client = RawClient.of(gateway).send(expecting(5000))) {
            assertRefused(client.answer(), 413, "request_too_large");
        }
    }

    @Test
    void bodiesInFlight_beyondTheLimit_areRefusedUntilOthersAreDone() throws Exception {
        start("max-bodies-in-flight", "8KiB");
        try (RawClient first = RawClient.of(gateway).post("/v1/chat/completions", request(5000))) {
            HttpServerRequest held = upstream.call();
            try (RawClient second = RawClient.of(gateway).post("/v1/chat/completions", request(5000))) {
                RawClient.Answer refused = second.answer();
                assertRefused(refused, 503, "overloaded");
                assertThat(refused.header("retry-after")).isEqualTo("1");
            }
            TestUpstream.json(held, TestUpstream.ANSWER);
            assertThat(first.answer().status()).isEqualTo(200);
            try (RawClient third = RawClient.of(gateway).post("/v1/chat/completions", request(5000))) {
                TestUpstream.json(upstream.call(), TestUpstream.ANSWER);
                assertThat(third.answer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void requests_beyondTheLimit_areRefusedUntilOthersAreDone() throws Exception {
        start("max-requests", "2");
        try (RawClient first = RawClient.of(gateway).chat("plain", "false");
                RawClient second = RawClient.of(gateway)) {
            HttpServerRequest held = upstream.call();
            second.chat("plain", "true");
            upstream.call();
            try (RawClient third = RawClient.of(gateway).chat("plain", "false")) {
                RawClient.Answer refused = third.answer();
                assertRefused(refused, 503, "overloaded");
                assertThat(refused.header("retry-after")).isEqualTo("1");
                assertThat(refused.header("x-request-id")).startsWith("req_");
                assertThat(third.untilClosed()).isEmpty();
            }
            assertThat(gateway.get("/livez").statusCode()).isEqualTo(200);
            second.close();
            await().until(() -> gateway.gateway().running() == 1);
            try (RawClient fourth = RawClient.of(gateway).chat("plain", "false")) {
                TestUpstream.json(upstream.call(), TestUpstream.ANSWER);
                assertThat(fourth.answer().status()).isEqualTo(200);
            }
            TestUpstream.json(held, TestUpstream.ANSWER);
            assertThat(first.answer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez?x=", "/livez HTTP/1.1\r\nx: "})
    void lineOrHeader_beyondTheLimit_isRefused(String start) throws Exception {
        start("max-line", "1KiB", "max-header", "1KiB");
        try (RawClient client = RawClient.of(gateway)) {
            client.send("GET " + start + "a".repeat(900) + (start.contains("HTTP") ? "" : " HTTP/1.1")
                    + "\r\nhost: a\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
            client.send("GET " + start + "a".repeat(1200) + (start.contains("HTTP") ? "" : " HTTP/1.1")
                    + "\r\nhost: a\r\n\r\n");
            assertRefused(client.answer(), 431, "headers_too_large");
            assertThat(client.untilClosed()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing|''",
                "half a head|POST /v1/chat/completions HTTP/1.1~host: a~x",
                "half a body|POST /v1/chat/completions HTTP/1.1~host: a~content-length: 100~~{",
                "half a chunk|POST /v1/chat/completions HTTP/1.1~host: a~transfer-encoding: chunked~~5~ab",
                "nothing more after an answer|GET /livez HTTP/1.1~host: a~~",
                "half a head after an answer|GET /nothing HTTP/1.1~host: a~~GET /",
                "an unread body after an answer|POST /nothing HTTP/1.1~host: a~content-length: 100~~{"
            })
    void client_thatStopsWithinARequest_isCut(String name, String sent) throws Exception {
        start("header-timeout", "300ms", "body-timeout", "300ms", "keep-alive", "300ms");
        try (RawClient client = RawClient.of(gateway).send(sent.replace("~", "\r\n"))) {
            client.untilClosed();
        }
        assertThat(upstream.calls()).isZero();
        await().until(() -> gateway.gateway().running() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/chat/completions HTTP/1.1\r\nx: ", ""})
    void head_thatTrickles_isCut(String start) throws Exception {
        start("header-timeout", "300ms");
        assertCutWhileTrickling(start);
    }

    @Test
    void body_thatTrickles_isCut() throws Exception {
        start("body-timeout", "300ms");
        assertCutWhileTrickling("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: 100000\r\n\r\n");
    }

    private void assertCutWhileTrickling(String start) throws Exception {
        try (RawClient client = RawClient.of(gateway).send(start)) {
            await().atMost(10, TimeUnit.SECONDS)
                    .pollInterval(50, TimeUnit.MILLISECONDS)
                    .until(() -> {
                        try {
                            client.send("a");
                            return false;
                        } catch (java.io.IOException cut) {
                            return true;
                        }
                    });
        }
        await().until(() -> gateway.gateway().running() == 0);
    }

    @Test
    void runningAnswer_pastTheTimeouts_isNotCut() throws Exception {
        start("header-timeout", "100ms", "body-timeout", "100ms", "keep-alive", "100ms", "ping", "400ms");
        try (RawClient client = RawClient.of(gateway).chat("plain", "true")) {
            HttpServerRequest call = upstream.call();
            client.head();
            for (int i = 0; i < 5; i++) {
                assertThat(client.event()).isEqualTo(": ping");
            }
            TestUpstream.stream(call).end(TestUpstream.finish());
            assertThat(client.rest()).last().isEqualTo("data: [DONE]");
        }
    }

    static void assertRefused(RawClient.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.body())
                .startsWith("{\"error\":{\"message\":\"")
                .contains("\"type\":", "\"param\":", "\"code\":\"" + code + "\"");
    }

    private static String request(int size) {
        String empty = TestGateway.chatRequest("plain", "", "false");
        return TestGateway.chatRequest("plain", "a".repeat(size - empty.length()), "false");
    }

    private static String chunked(String body) {
        StringBuilder request = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\n"
                + "content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n");
        for (int from = 0; from < body.length(); from += 1000) {
            String chunk = body.substring(from, Math.min(body.length(), from + 1000));
            request.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return request + "0\r\n\r\n";
    }

    private static String expecting(int length) {
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\n"
                + "content-type: application/json\r\ncontent-length: " + length + "\r\n\r\n";
    }
}
