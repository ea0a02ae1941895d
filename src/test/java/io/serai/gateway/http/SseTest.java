package io.serai.gateway.http;

import static io.serai.gateway.TestUpstream.content;
import static io.serai.gateway.TestUpstream.finish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event streams, event by event: the upstream sends the next one only after the client has received the last. */
class SseTest {

    private static LiveUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = new LiveUpstream();
        gateway = TestGateway.setup()
                .set("serai.http.ping", "200ms")
                .provider("upstream", upstream.baseUrl())
                .provider("refused", "http://127.0.0.1:1/v1")
                .model("plain", "- to: {uri: \"ai:upstream/m\"}\n")
                .model("nested", "- to: {uri: \"model:plain\"}\n")
                .model(
                        "breaker",
                        """
                        - circuitBreaker:
                            steps:
                              - to: {uri: "ai:upstream/m"}
                        """)
                .model(
                        "fallback",
                        """
                        - circuitBreaker:
                            steps:
                              - to: {uri: "ai:refused/m"}
                            onFallback:
                              steps:
                                - to: {uri: "ai:upstream/m"}
                        """)
                .model(
                        "failover",
                        """
                        - loadBalance:
                            failoverLoadBalancer: {maximumFailoverAttempts: "1"}
                            steps:
                              - to: {uri: "ai:refused/m"}
                              - to: {uri: "ai:upstream/m"}
                        """)
                .model(
                        "tapped",
                        """
                        - wireTap: {uri: "mock:tap"}
                        - to: {uri: "ai:upstream/m"}
                        """)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "nested", "breaker", "fallback", "failover", "tapped"})
    void eachEvent_leavesBeforeTheNextArrives(String model) throws Exception {
        try (RawClient client = RawClient.of(gateway).chat(model, "true")) {
            HttpServerResponse answer = upstream.stream();
            answer.write(content("e0"));
            RawClient.Answer head = client.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-type")).isEqualTo("text/event-stream");
            assertThat(head.header("cache-control")).isEqualTo("no-cache");
            assertThat(client.data()).contains("\"e0\"");
            for (int i = 1; i < 6; i++) {
                answer.write(content("e" + i));
                assertThat(client.data()).contains("\"e" + i + "\"");
            }
            answer.end(finish());
            assertThat(client.rest()).last().isEqualTo("data: [DONE]");
        }
    }

    @Test
    void head_beforeAnyEventHasCome_hasNotLeft() throws Exception {
        try (RawClient client = RawClient.of(gateway).chat("plain", "true")) {
            HttpServerRequest call = upstream.call();
            TestUpstream.stream(call).write(": nothing yet\n\n").onComplete(sent -> call.connection()
                    .close());
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(502);
            assertError(answer.body());
        }
    }

    @Test
    void silence_beforeTheHead_isFilledWithPings() throws Exception {
        try (RawClient client = RawClient.of(gateway).chat("plain", "true")) {
            HttpServerRequest call = upstream.call();
            assertThat(client.head().status()).isEqualTo(200);
            assertThat(client.event()).isEqualTo(": ping");
            assertThat(client.event()).isEqualTo(": ping");
            TestUpstream.stream(call).end(content("late") + finish());
            assertThat(client.data()).contains("\"late\"");
            assertThat(client.rest()).last().isEqualTo("data: [DONE]");
        }
    }

    @Test
    void silence_beforeAndBetweenEvents_isFilledWithPings() throws Exception {
        try (RawClient client = RawClient.of(gateway).chat("breaker", "true")) {
            HttpServerResponse answer = upstream.stream();
            answer.writeHead();
            client.head();
            assertThat(client.event()).isEqualTo(": ping");
            answer.write(content("first"));
            assertThat(client.data()).contains("\"first\"");
            assertThat(client.event()).isEqualTo(": ping");
            assertThat(client.event()).isEqualTo(": ping");
            answer.end(content("second") + finish());
            assertThat(client.data()).contains("\"second\"");
            assertThat(client.rest()).last().isEqualTo("data: [DONE]");
        }
    }

    @Test
    void refusal_afterAPingHasLeft_isTheLastEvent() throws Exception {
        try (RawClient client = RawClient.of(gateway).chat("plain", "true")) {
            HttpServerRequest call = upstream.call();
            assertThat(client.head().header("content-type")).isEqualTo("text/event-stream");
            assertThat(client.event()).isEqualTo(": ping");
            call.response().setStatusCode(500).end("{\"error\":{\"message\":\"broken\"}}");
            List<String> rest = client.rest();
            assertThat(rest).hasSize(1);
            assertErrorEvent(rest.get(0));
        }
    }

    @Test
    void answerInOnePiece_whileOthersArePinged_hasNoPing() throws Exception {
        try (RawClient client = RawClient.of(gateway).chat("plain", "false")) {
            HttpServerRequest call = upstream.call();
            try (RawClient streamed = RawClient.of(gateway).chat("plain", "true")) {
                HttpServerRequest second = upstream.call();
                streamed.head();
                assertThat(streamed.event()).isEqualTo(": ping");
                assertThat(streamed.event()).isEqualTo(": ping");
                TestUpstream.stream(second).end(finish());
            }
            TestUpstream.json(call, TestUpstream.ANSWER);
            RawClient.Answer answer = client.answer();
            assertThat(answer.header("content-type")).isEqualTo("application/json");
            assertThat(answer.body()).startsWith("{").contains("Hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "reset", "end", "error"})
    void break_afterTheFirstEvent_isATerminalErrorEvent(String how) throws Exception {
        try (RawClient client = RawClient.of(gateway).chat("breaker", "true")) {
            HttpServerRequest call = upstream.call();
            HttpServerResponse answer = TestUpstream.stream(call);
            answer.write(content("only"));
            client.head();
            assertThat(client.data()).contains("\"only\"");
            switch (how) {
                case "close" -> call.connection().close();
                case "reset" -> call.response().reset();
                case "end" -> answer.end();
                default -> answer.end("data: {\"error\":{\"message\":\"broken\",\"type\":\"server_error\"}}\n\n");
            }
            List<String> rest = client.rest();
            assertThat(rest).hasSize(1);
            assertErrorEvent(rest.get(0));
        }
    }

    @Test
    void stream_toAnOldProxy_endsWithTheConnection() throws Exception {
        String body = TestGateway.chatRequest("plain", "Hi", "true");
        try (RawClient client = RawClient.of(gateway)) {
            client.send("POST /v1/chat/completions HTTP/1.0\r\ncontent-type: application/json\r\ncontent-length: "
                    + body.length() + "\r\n\r\n" + body);
            upstream.stream().end(content("one") + finish());
            RawClient.Answer answer = client.answer();
            assertThat(answer.headers()).doesNotContainKey("transfer-encoding");
            assertThat(answer.body()).startsWith("data: {").endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void character_cutAtAnyByte_comesOutWhole() throws Exception {
        String text = "漢字かな🙂👩‍👩‍👧‍👦🇨🇭e\u0301n\u0303 ﷽ \u00e4";
        byte[] bytes = (content(text) + content(text) + finish()).getBytes(UTF_8);
        for (int round = 0; round < 12; round++) {
            Random random = new Random(round);
            try (RawClient client = RawClient.of(gateway).chat("plain", "true")) {
                HttpServerResponse answer = upstream.stream();
                int step;
                for (int from = 0; from < bytes.length; from += step) {
                    step = Math.min(bytes.length - from, round == 0 ? 1 : 1 + random.nextInt(9));
                    answer.write(Buffer.buffer().appendBytes(bytes, from, step));
                }
                answer.end();
                client.head();
                List<String> events = client.rest();
                assertThat(events.stream().map(SseTest::contentOf).collect(Collectors.joining()))
                        .isEqualTo(text + text);
                assertThat(events).last().isEqualTo("data: [DONE]");
            }
        }
    }

    private static String contentOf(String event) {
        if (!event.startsWith("data: {")) {
            return "";
        }
        Object choices = JsonPath.read(event.substring(6), "$.choices[*].delta.content");
        return choices instanceof List<?> contents && !contents.isEmpty()
                ? contents.get(0).toString()
                : "";
    }

    private static void assertErrorEvent(String event) {
        assertThat(event).startsWith("data: {\"error\":{");
        assertError(event.substring(6));
    }

    private static void assertError(String json) {
        assertThat(json).contains("\"message\":", "\"type\":", "\"param\":", "\"code\":");
    }
}
