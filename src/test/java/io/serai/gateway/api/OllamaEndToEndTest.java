package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client of Ollama (docs.ollama.com/api) gets from a model that a provider in OpenAI's format serves. */
class OllamaEndToEndTest {

    private static final String CHUNK =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":";
    private static final String CALLS = CHUNK
            + "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
            + "\"arguments\":\"{\\\"city\\\":\"}}]},\"finish_reason\":null}]}\n\n"
            + CHUNK
            + "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Paris\\\"}\"}}]},\"finish_reason\":null}]}\n\n"
            + CHUNK + "{},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n";
    private static final String WEATHER =
            "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"parameters\":{\"type\":\"object\",\"properties\":"
                    + "{\"city\":{\"type\":\"string\"}}}}}";
    private static final String ASK = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    private static TestUpstream upstream;
    private static TestGateway gateway;

    /** Answers as the model's name says. */
    private static void behave(HttpServerRequest request, Buffer body) {
        String model = body.toJsonObject().getString("model");
        boolean isStreamed = body.toJsonObject().getBoolean("stream", false);
        if (request.path().endsWith("/embeddings")) {
            TestUpstream.json(
                    request,
                    "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,-0.25]}],"
                            + "\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}");
        } else if (model.equals("failing")) {
            request.response().setStatusCode(500).end("{\"error\":{\"message\":\"secret\"}}");
        } else if (model.equals("cut")) {
            TestUpstream.stream(request).write(TestUpstream.content("one")).onSuccess(sent -> request.connection()
                    .close());
        } else if (!isStreamed) {
            TestUpstream.json(
                    request,
                    TestUpstream.ANSWER.replace(
                            "\"content\":\"Hello\"", "\"content\":\"Hello\",\"reasoning_content\":\"Hm.\""));
        } else if (model.equals("calling")) {
            TestUpstream.stream(request).end(CALLS);
        } else {
            TestUpstream.stream(request)
                    .end(CHUNK + "{\"role\":\"assistant\",\"reasoning_content\":\"Hm.\"},\"finish_reason\":null}]}\n\n"
                            + TestUpstream.content("Hel") + TestUpstream.content("lo") + TestUpstream.finish());
        }
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving(OllamaEndToEndTest::behave);
        gateway = TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .model("fast", "- to: {uri: \"ai:upstream/m\"}")
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
    void chat_whole_hasContentThinkingAndCounts() throws Exception {
        HttpResponse<String> answer = post("/api/chat", "{\"model\":\"fast\",\"stream\":false," + ASK + "}");

        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        Map<String, Object> told = json(answer.body());
        assertThat(told.get("message")).isEqualTo(Map.of("role", "assistant", "content", "Hello", "thinking", "Hm."));
        assertThat(told)
                .containsEntry("done", true)
                .containsEntry("done_reason", "stop")
                .containsEntry("prompt_eval_count", 3)
                .containsEntry("eval_count", 1)
                .doesNotContainKeys("load_duration", "eval_duration");
        assertThat((Number) told.get("total_duration"))
                .satisfies(nanos -> assertThat(nanos.longValue()).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "application/octet-stream"})
    void request_ofWhateverType_isReadAsJson_unlessAWebPageSendsIt(String type) throws Exception {
        String request =
                " {\"model\":\"fast\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"a=1&b=%41+c\"}]}";
        HttpRequest.Builder asCurl = gateway.post("/api/chat", request).setHeader("content-type", type);

        assertThat(gateway.send(asCurl).statusCode()).isEqualTo(200);
        assertThat(upstream.bodies()).singleElement().asString().contains("a=1&b=%41+c");
        HttpResponse<String> refused = gateway.send(asCurl.setHeader("origin", "https://example.com"));
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(upstream.bodies()).hasSize(1);
        HttpRequest.Builder openAi =
                gateway.post("/v1/chat/completions", request).setHeader("content-type", type);
        assertThat(gateway.send(openAi).statusCode()).isEqualTo(415);
    }

    @Test
    void chat_streamedUnlessToldNotTo_isLinesOfJson() throws Exception {
        HttpResponse<String> answer = post("/api/chat", "{\"model\":\"fast:latest\"," + ASK + "}");

        assertThat(answer.headers().firstValue("content-type")).hasValue("application/x-ndjson");
        List<Map<String, Object>> lines = lines(answer);
        assertThat(lines.stream().map(line -> line.get("message")))
                .containsExactly(
                        Map.of("role", "assistant", "content", "", "thinking", "Hm."),
                        Map.of("role", "assistant", "content", "Hel"),
                        Map.of("role", "assistant", "content", "lo"),
                        Map.of("role", "assistant", "content", ""));
        assertThat(lines.stream().map(line -> line.get("done"))).containsExactly(false, false, false, true);
        assertThat(lines.get(3)).containsEntry("prompt_eval_count", 3).containsEntry("eval_count", 2);
    }

    @Test
    void chat_withTools_tellsCallsWhole() throws Exception {
        HttpResponse<String> answer =
                post("/api/chat", "{\"model\":\"upstream/calling\",\"tools\":[" + WEATHER + "]," + ASK + "}");

        assertThat(json(upstream.bodies().get(0)).get("tools"))
                .isEqualTo(json("{\"t\":[" + WEATHER + "]}").get("t"));
        List<Map<String, Object>> lines = lines(answer);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).get("message"))
                .isEqualTo(
                        json("{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"call_1\",\"function\":"
                                + "{\"index\":0,\"name\":\"get_weather\",\"arguments\":{\"city\":\"Paris\"}}}]}"));
        assertThat(lines.get(1)).containsEntry("done_reason", "stop");
    }

    @Test
    void chat_withSchema_asksForItAsTheProviderWants() throws Exception {
        post("/api/chat", "{\"model\":\"fast\",\"stream\":false,\"format\":{\"type\":\"object\"}," + ASK + "}");

        assertThat(json(upstream.bodies().get(0)).get("response_format"))
                .isEqualTo(
                        json(
                                "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"schema\":{\"type\":\"object\"}}}"));
    }

    @Test
    void generate_isATurnOfChat() throws Exception {
        HttpResponse<String> answer = post(
                "/api/generate",
                "{\"model\":\"fast\",\"prompt\":\"Hi\",\"system\":\"Be brief.\",\"stream\":false,\"options\":{\"num_predict\":5}}");

        assertThat(json(answer.body())).containsEntry("response", "Hello").containsEntry("thinking", "Hm.");
        Map<String, Object> sent = json(upstream.bodies().get(0));
        assertThat(sent.get("messages"))
                .isEqualTo(List.of(
                        Map.of("role", "system", "content", "Be brief."), Map.of("role", "user", "content", "Hi")));
        assertThat(sent).containsEntry("max_tokens", 5);
    }

    @Test
    void generate_withoutPrompt_asksNobody() throws Exception {
        HttpResponse<String> answer = post("/api/generate", "{\"model\":\"fast\"}");

        assertThat(lines(answer)).hasSize(1).first().satisfies(line -> assertThat(line)
                .containsEntry("done_reason", "load"));
        assertThat(upstream.bodies()).isEmpty();
    }

    @Test
    void embed_tellsVectors() throws Exception {
        Map<String, Object> told = json(
                post("/api/embed", "{\"model\":\"fast\",\"input\":[\"a\"]}").body());

        assertThat(told.get("embeddings"))
                .isEqualTo(json("{\"v\":[[0.5,-0.25]]}").get("v"));
        assertThat(told).containsEntry("prompt_eval_count", 2);
        assertThat(json(post("/api/embeddings", "{\"model\":\"fast\",\"prompt\":\"a\"}")
                        .body()))
                .isEqualTo(json("{\"embedding\":[0.5,-0.25]}"));
    }

    @Test
    void tags_listWhatIsPublished_andShowTellsMore() throws Exception {
        List<?> models = (List<?>) json(gateway.get("/api/tags").body()).get("models");

        assertThat(models.stream().map(model -> ((Map<?, ?>) model).get("name").toString()))
                .contains("fast")
                .noneMatch(name -> name.endsWith("/*"));
        assertThat(json(post("/api/show", "{\"model\":\"fast\"}").body()).get("capabilities"))
                .isEqualTo(List.of("completion", "embedding"));
        assertThat(json(gateway.get("/api/version").body()).get("version").toString())
                .matches("\\d+\\.\\d+\\.\\d+");
        assertThat(json(gateway.get("/api/ps").body())).isEqualTo(Map.of("models", List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/api/chat; {\"model\":\"fast\",\"messages\":[{\"role\":\"boss\"}]}; 400; messages[0].role",
                "/api/chat; {\"model\":\"fast\",; 400; JSON",
                "/api/chat; {\"model\":\"nobody/m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}; 404; nobody/m",
                "/api/chat; {\"model\":\"upstream/failing\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}; 503; upstream",
                "/api/generate; {\"prompt\":\"Hi\"}; 400; model",
                "/api/embed; {\"model\":\"fast\"}; 400; input",
                "/api/show; {\"model\":\"nobody\"}; 404; nobody",
                "/api/pull; {\"model\":\"fast\"}; 404; /api/pull",
                "/api/tags; {}; 405; POST"
            })
    void failure_isToldAsOllamaTellsIt(String path, String request, int status, String expected) throws Exception {
        HttpResponse<String> answer = post(path, request);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Map<String, Object> told = json(answer.body());
        assertThat(told.keySet()).containsExactly("error");
        assertThat((String) told.get("error")).contains(expected).doesNotContain("secret");
    }

    @Test
    void failure_inTheMiddleOfAStream_isItsLastLine() throws Exception {
        List<Map<String, Object>> lines = lines(post("/api/chat", "{\"model\":\"upstream/cut\"," + ASK + "}"));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1).keySet()).containsExactly("error");
    }

    private static HttpResponse<String> post(String path, String json) throws Exception {
        HttpRequest.Builder request = gateway.post(path, json);
        return gateway.send(request);
    }

    private static List<Map<String, Object>> lines(HttpResponse<String> answer) throws JsonException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).endsWith("\n");
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String line : answer.body().lines().toList()) {
            lines.add(json(line));
        }
        return lines;
    }

    private static Map<String, Object> json(String text) throws JsonException {
        return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
