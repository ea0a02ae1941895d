package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.serai.api.json.Json;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code x-serai-trace: on} adds to an answer, and the headers that tell where an answer comes from. */
class TraceTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String MESSAGES = "/v1/messages";
    private static final String GENERATE = "/v1beta/models/fast:generateContent";
    private static final String STREAM = "/v1beta/models/fast:streamGenerateContent?alt=sse";

    private static TestUpstream upstream;
    private static TestUpstream broken;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving((request, body) -> {
            if (body.toString().contains("\"stream\":true")) {
                TestUpstream.stream(request).end(TestUpstream.content("Hello") + TestUpstream.finish());
            } else {
                TestUpstream.json(request, TestUpstream.ANSWER);
            }
        });
        broken = TestUpstream.behaving(
                (request, body) -> request.response().setStatusCode(503).end());
        gateway = TestGateway.setup()
                .provider("good", upstream.baseUrl())
                .provider("bad", broken.baseUrl())
                .model(
                        "fast",
                        """
                        - loadBalance:
                            failoverLoadBalancer: {}
                            steps:
                              - to: {uri: "ai:bad/b"}
                              - to: {uri: "ai:good/g"}
                        """)
                .model(
                        "balanced",
                        """
                        - loadBalance:
                            id: targets
                            customLoadBalancer: {ref: "#class:io.serai.processors.routing.TargetBalancer"}
                            steps:
                              - to: {uri: "ai:bad/b"}
                              - to: {uri: "ai:good/g"}
                        """)
                .file(
                        "provider-keyed.camel.yaml",
                        """
                        - beans:
                            - name: keyed
                              type: io.serai.providers.Provider
                              properties: {baseUrl: "%s", apiKeys: "sk-1, sk-2", keyLabels: "eu, us"}
                        """
                                .formatted(upstream.baseUrl()))
                .model("lost", "- to: {uri: \"ai:bad/b\"}\n")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        broken.close();
        upstream.close();
    }

    private static HttpResponse<String> ask(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = gateway.post(path, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return gateway.send(request);
    }

    private static HttpResponse<String> traced(String path, String body) throws Exception {
        return ask(path, body, "x-serai-trace", "on");
    }

    private static String chat(String model, String stream) {
        return TestGateway.chatRequest(model, "Hi", stream);
    }

    private static String message(String stream) {
        return "{\"model\":\"fast\",\"max_tokens\":9,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    private static final String CONTENTS = "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}";

    private static Map<String, Object> json(String text) throws Exception {
        return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The data of all events that are JSON. */
    private static List<Map<String, Object>> events(String stream) throws Exception {
        List<Map<String, Object>> events = new ArrayList<>();
        for (String line : stream.split("\n")) {
            if (line.startsWith("data: {")) {
                events.add(json(line.substring("data: ".length())));
            }
        }
        return events;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> trace(Map<String, Object> said) {
        assertThat(said).containsKey("serai");
        return (Map<String, Object>) said.get("serai");
    }

    private static void assertTellsTheFallback(Map<String, Object> trace) {
        assertThat(trace).containsEntry("requested_model", "fast").containsEntry("resolved_model", "good/g");
        assertThat((List<?>) trace.get("attempts"))
                .extracting("target", "outcome", "error")
                .containsExactly(tuple("bad/b", "failed", "provider_unavailable"), tuple("good/g", "succeeded", null));
    }

    @Test
    void whole_traced_tellsItInEachShape() throws Exception {
        assertTellsTheFallback(trace(json(traced(CHAT, chat("fast", "false")).body())));
        assertTellsTheFallback(trace(json(traced(MESSAGES, message("false")).body())));
        assertTellsTheFallback(trace(json(traced(GENERATE, CONTENTS).body())));
    }

    @Test
    void chatStream_traced_tellsItInTheLastChunk() throws Exception {
        String stream = traced(CHAT, chat("fast", "true")).body();

        List<Map<String, Object>> chunks = events(stream);
        Map<String, Object> last = chunks.get(chunks.size() - 1);
        assertThat(stream).endsWith("data: [DONE]\n\n");
        assertThat(last)
                .containsEntry("object", "chat.completion.chunk")
                .doesNotContainKey("usage")
                .containsKeys("id", "created", "model");
        assertThat(last.get("choices")).asString().contains("finish_reason=stop");
        assertTellsTheFallback(trace(last));
        assertThat(chunks.subList(0, chunks.size() - 1)).noneMatch(chunk -> chunk.containsKey("serai"));
    }

    @Test
    void chatStream_tracedWithUsage_hasOneLastChunkForBoth() throws Exception {
        String body = chat("fast", "true").replace("}]}", "}],\"stream_options\":{\"include_usage\":true}}");

        List<Map<String, Object>> chunks = events(traced(CHAT, body).body());

        assertThat(chunks.get(chunks.size() - 1)).containsKeys("usage", "serai");
        assertThat(chunks)
                .filteredOn(chunk -> chunk.get("choices").equals(List.of()))
                .hasSize(1);
    }

    @Test
    void messageStream_traced_tellsItInMessageStop() throws Exception {
        List<Map<String, Object>> events =
                events(traced(MESSAGES, message("true")).body());

        Map<String, Object> last = events.get(events.size() - 1);
        assertThat(last).containsEntry("type", "message_stop");
        assertTellsTheFallback(trace(last));
    }

    @Test
    void contentStream_traced_tellsItInTheLastResponse() throws Exception {
        List<Map<String, Object>> responses = events(traced(STREAM, CONTENTS).body());

        assertTellsTheFallback(trace(responses.get(responses.size() - 1)));
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions", "/v1/messages", "/v1beta/models/lost:generateContent"})
    void failure_traced_tellsItBesideTheError(String path) throws Exception {
        String body = path.startsWith("/v1beta") ? CONTENTS : message("false").replace("fast", "lost");

        HttpResponse<String> answer = traced(path, body);

        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
        Map<String, Object> said = json(answer.body());
        assertThat(said).containsKey("error");
        assertThat(trace(said)).containsEntry("requested_model", "lost").containsEntry("resolved_model", null);
        assertThat((List<?>) trace(said).get("attempts"))
                .extracting("target", "outcome")
                .containsExactly(tuple("bad/b", "failed"));
    }

    @Test
    void refusal_beforeTheModelIsKnown_isTracedToo() throws Exception {
        Map<String, Object> said = json(traced(CHAT, "{").body());

        assertThat(trace(said)).containsEntry("requested_model", null).containsEntry("attempts", List.of());
    }

    @Test
    void otherFrontEnds_traced_tellIt() throws Exception {
        String embed = "{\"model\":\"nobody\",\"input\":\"Hi\"}";

        assertThat(trace(json(traced("/v1/embeddings", embed).body()))).containsEntry("requested_model", "nobody");
        assertTellsTheFallback(trace(json(
                traced("/v1/responses", "{\"model\":\"fast\",\"input\":\"Hi\"}").body())));
        assertTellsTheFallback(trace(json(traced("/api/chat", message("false").replace("\"max_tokens\":9,", ""))
                .body())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "", "yes"})
    void answer_ofWhoDidNotAsk_hasNone(String value) throws Exception {
        String[] header = value.isEmpty() ? new String[0] : new String[] {"x-serai-trace", value};

        assertThat(ask(CHAT, chat("fast", "false"), header).body()).doesNotContain("serai");
        assertThat(ask(CHAT, chat("fast", "true"), header).body()).doesNotContain("serai");
        assertThat(ask(CHAT, chat("lost", "false"), header).body()).doesNotContain("serai");
    }

    @Test
    void attempt_byOneOfSeveralKeys_namesItsLabel() throws Exception {
        Map<String, Object> told =
                trace(json(traced(CHAT, chat("keyed/m", "false")).body()));

        assertThat((List<?>) told.get("attempts"))
                .singleElement()
                .extracting("key")
                .isIn("eu", "us");
    }

    @Test
    void balancer_traced_tellsItsTurns() throws Exception {
        String body = chat("balanced", "false");

        Map<String, Object> first = trace(json(traced(CHAT, body).body()));
        for (int failures = 1; failures < 3; failures++) {
            ask(CHAT, body);
        }
        Map<String, Object> later = trace(json(traced(CHAT, body).body()));

        assertThat((List<?>) first.get("decisions"))
                .extracting("where", "decision", "target")
                .containsExactly(
                        tuple("balanced", "model", "balanced"),
                        tuple("balanced", "chosen", "bad/b"),
                        tuple("balanced", "chosen", "good/g"));
        assertThat((List<?>) later.get("decisions"))
                .extracting("decision", "target")
                .containsExactly(tuple("model", "balanced"), tuple("resting", "bad/b"), tuple("chosen", "good/g"));
        assertThat((List<?>) first.get("decisions"))
                .element(1)
                .extracting("reason")
                .isEqualTo("priority");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void headers_afterAFallback_nameWhoAnswered(String stream) throws Exception {
        HttpResponse<String> answer = ask(CHAT, chat("fast", stream));

        assertThat(answer.headers().firstValue("x-serai-model")).hasValue("good/g");
        assertThat(answer.headers().firstValue("x-serai-attempts")).hasValue("2");
        assertThat(answer.headers().firstValue("x-serai-overhead-ms"))
                .hasValueSatisfying(millis -> assertThat(millis).matches("\\d+\\.\\d{3}"));
    }
}
