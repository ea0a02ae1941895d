package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client of Ollama before an Ollama: what it asks arrives, what is answered comes back. */
class OllamaRoundTripTest {

    private static final String HEAD = "{\"model\":\"llama3.2\",\"created_at\":\"2025-10-26T17:21:21Z\",\"message\":";
    private static final String END = HEAD
            + "{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"length\",\"total_duration\":9,"
            + "\"load_duration\":5,\"prompt_eval_count\":26,\"prompt_eval_duration\":6,\"eval_count\":3,\"eval_duration\":7}\n";

    private static TestUpstream upstream;
    private static TestGateway gateway;

    private static void behave(HttpServerRequest request, Buffer body) {
        if (request.path().equals("/api/embed")) {
            TestUpstream.json(
                    request,
                    "{\"model\":\"llama3.2\",\"embeddings\":[[0.5]],\"load_duration\":5,\"prompt_eval_count\":1}");
            return;
        }
        if (request.path().equals("/api/generate")) {
            TestUpstream.json(
                    request,
                    "{\"model\":\"llama3.2\",\"created_at\":\"2025-10-26T17:21:21Z\",\"response\":\"Hi\",\"done\":true,"
                            + "\"done_reason\":\"stop\",\"context\":[1,2]}");
            return;
        }
        request.response()
                .putHeader("content-type", "application/x-ndjson")
                .setChunked(true)
                .end(HEAD + "{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"Hm.\"},\"done\":false}\n" + HEAD
                        + "{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}\n" + HEAD
                        + "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"call_1\",\"function\":"
                        + "{\"index\":0,\"name\":\"f\",\"arguments\":{\"a\":[1.5]}}}]},\"done\":false}\n"
                        + END);
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving(OllamaRoundTripTest::behave);
        gateway = TestGateway.setup()
                .file(
                        "provider-ollama.camel.yaml",
                        """
                        - beans:
                            - name: ollama
                              type: io.serai.providers.Provider
                              properties: {dialect: ollama, baseUrl: "http://127.0.0.1:%d"}
                        """
                                .formatted(upstream.port()))
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @BeforeEach
    void forget() {
        upstream.bodies().clear();
    }

    @Test
    void request_arrivesAsItWasSent() throws Exception {
        String members =
                """
                "messages":[{"role":"system","content":"Be brief."},\
                {"role":"user","content":"Look.","images":["iVBORw0KGgo="]},\
                {"role":"assistant","content":"","thinking":"Hm.","tool_calls":[{"id":"call_1","function":{"name":"f","arguments":{"a":1.5}}}]},\
                {"role":"tool","content":"11","tool_call_id":"call_1","tool_name":"f"}],\
                "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}}],\
                "options":{"num_ctx":4096,"temperature":0.5,"num_predict":9,"stop":["x"],"repeat_penalty":1.1,"mirostat":1},\
                "format":{"type":"object","properties":{"a":{"type":"integer"}}},"think":"high","keep_alive":"10m","logprobs":true,"top_logprobs":2,\
                "stream":true""";

        HttpResponse<String> answer =
                gateway.send(gateway.post("/api/chat", "{\"model\":\"ollama/llama3.2:latest\"," + members + "}"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-dropped")).isEmpty();
        assertThat(json(upstream.bodies().get(0))).isEqualTo(json("{\"model\":\"llama3.2\"," + members + "}"));
    }

    @Test
    void answer_comesBackAsItWasGiven() throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post(
                "/api/chat", "{\"model\":\"ollama/llama3.2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));

        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(((Map<?, ?>) json(lines.get(0)).get("message")).get("thinking"))
                .isEqualTo("Hm.");
        assertThat(((Map<?, ?>) json(lines.get(1)).get("message")).get("content"))
                .isEqualTo("Hi");
        assertThat(((Map<?, ?>) json(lines.get(2)).get("message")).get("tool_calls"))
                .isEqualTo(
                        json("{\"c\":[{\"id\":\"call_1\",\"function\":{\"index\":0,\"name\":\"f\",\"arguments\":{\"a\":[1.5]}}}]}")
                                .get("c"));
        Map<String, Object> given = json(END);
        given.remove("total_duration");
        given.remove("created_at");
        assertThat(json(lines.get(3))).containsAllEntriesOf(given);
    }

    @Test
    void embed_goesThereAndBack() throws Exception {
        String members =
                "\"input\":[\"a\"],\"truncate\":false,\"dimensions\":1,\"keep_alive\":\"5m\",\"options\":{\"num_ctx\":512}";

        HttpResponse<String> answer =
                gateway.send(gateway.post("/api/embed", "{\"model\":\"ollama/llama3.2\"," + members + "}"));

        assertThat(json(upstream.bodies().get(0))).isEqualTo(json("{\"model\":\"llama3.2\"," + members + "}"));
        assertThat(json(answer.body()))
                .containsAllEntriesOf(json(
                        "{\"model\":\"llama3.2\",\"embeddings\":[[0.5]],\"load_duration\":5,\"prompt_eval_count\":1}"));
    }

    @Test
    void generate_withWordsOfItsOwn_goesThereAndBack() throws Exception {
        String members = "\"prompt\":\"def f(\",\"suffix\":\"return 1\",\"context\":[1],\"stream\":false";

        HttpResponse<String> answer =
                gateway.send(gateway.post("/api/generate", "{\"model\":\"ollama/llama3.2\"," + members + "}"));

        assertThat(json(upstream.bodies().get(0))).isEqualTo(json("{\"model\":\"llama3.2\"," + members + "}"));
        assertThat(json(answer.body())).containsAllEntriesOf(json("{\"response\":\"Hi\",\"context\":[1,2]}"));
    }

    private static Map<String, Object> json(String text) throws JsonException {
        return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
