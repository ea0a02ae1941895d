package io.serai.gateway.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway does not know passes through unchanged, both ways, and chooses nothing. */
class PassThroughTest {

    /** Values that careless readers change. */
    private static final String ODD =
            """
            "x_price":1.10,"x_small":1e-7,"x_big":12345678901234567890,"x_exact":0.1000000000000000055511151231257827,\
            "x_minus":-0.0,"x_exp":1E+2,"x_text":"Zoë 東京 👩‍👩‍👧 \\u2028 \\\\ \\/ \\t","x_null":null,"x_empty":{},"x_list":[[],[null],[1,"1",true]],\
            "x_deep":{"a":{"b":{"c":[{"d":1.50}]}}},"":"nameless","constructor":{"__proto__":1}""";

    private static final String ANSWER =
            TestUpstream.ANSWER.replaceFirst("\\{", "{" + java.util.regex.Matcher.quoteReplacement(ODD) + ",");

    private static final Queue<HttpServerRequest> REQUESTS = new ConcurrentLinkedQueue<>();
    private static final String FRAMES =
            "data: {" + ODD + ",\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"x_in\":1.10,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\",\"x_delta\":[1e-7]},\"finish_reason\":null}]}\n\n"
                    + TestUpstream.content("lo") + TestUpstream.finish();

    private static TestUpstream upstream;
    private static TestGateway gateway;

    private static void behave(HttpServerRequest request, Buffer body) {
        REQUESTS.add(request);
        if (request.path().endsWith("/embeddings")) {
            TestUpstream.json(
                    request,
                    "{\"object\":\"list\",\"model\":\"m\"," + ODD
                            + ",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.10,-1e-7],\"x\":1.10}],"
                            + "\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}");
        } else if (body.toString().contains("\"stream\":true")) {
            TestUpstream.stream(request).end(FRAMES);
        } else {
            TestUpstream.json(request, ANSWER);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving(PassThroughTest::behave);
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
        REQUESTS.clear();
        upstream.bodies().clear();
    }

    @Test
    void chat_unknownFields_passBothWaysUnchanged() throws Exception {
        String request =
                "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\",\"x_m\":1.10}]," + ODD + "}";

        HttpResponse<String> answer = gateway.send(gateway.post("/v1/chat/completions", request));

        assertThat(json(upstream.bodies().get(0))).isEqualTo(json(request.replace("\"fast\"", "\"m\"")));
        assertThat(json(answer.body())).isEqualTo(json(ANSWER));
    }

    @Test
    void chat_streamed_addsNothingButIncludeUsageAndPassesChunksUnchanged() throws Exception {
        String request = "{\"model\":\"fast\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + ODD + "}";

        List<String> events = events(request);

        Map<String, Object> sent = json(upstream.bodies().get(0));
        assertThat(sent.remove("stream_options")).isEqualTo(Map.of("include_usage", true));
        assertThat(sent).isEqualTo(json(request.replace("\"fast\"", "\"m\"")));
        List<String> expected =
                FRAMES.lines().filter(line -> line.startsWith("data: ")).toList();
        assertThat(json(data(events.get(0)))).isEqualTo(json(data(expected.get(0))));
        assertThat(json(data(events.get(1)))).isEqualTo(json(data(expected.get(1))));
        // Nobody asked for the usage.
        assertThat(events).hasSize(4).last().isEqualTo("data: [DONE]");
        assertThat(String.join("", events)).doesNotContain("\"usage\"");
    }

    @Test
    void chat_streamedWithUsage_tellsItAndKeepsOtherStreamOptions() throws Exception {
        String request =
                "{\"model\":\"fast\",\"stream\":true,\"stream_options\":{\"include_usage\":true,\"include_obfuscation\":false},"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

        List<String> events = events(request);

        assertThat(json(upstream.bodies().get(0))).isEqualTo(json(request.replace("\"fast\"", "\"m\"")));
        Map<String, Object> last = json(data(events.get(events.size() - 2)));
        assertThat(last.get("choices")).isEqualTo(List.of());
        assertThat(last.get("usage"))
                .isEqualTo(json("{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}"));
    }

    @Test
    void chat_streamedWithUsageRefused_isAskedUpstreamAllTheSame() throws Exception {
        List<String> events = events("{\"model\":\"fast\",\"stream\":true,\"stream_options\":{\"include_usage\":false},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        assertThat(((Map<?, ?>) json(upstream.bodies().get(0)).get("stream_options")).get("include_usage"))
                .isEqualTo(true);
        assertThat(String.join("", events)).doesNotContain("\"usage\"");
    }

    @Test
    void usage_notAskedFor_isMeteredAllTheSame() throws Exception {
        String series = "gen_ai_client_token_usage_sum{";
        double before = sum(series);

        events("{\"model\":\"fast\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(sum(series)).isEqualTo(before + 5));
    }

    @Test
    void embeddings_unknownFields_passBothWaysUnchanged() throws Exception {
        String request = "{\"model\":\"fast\",\"input\":[\"a\",\"b\"]," + ODD + "}";

        HttpResponse<String> answer = gateway.send(gateway.post("/v1/embeddings", request));

        assertThat(json(upstream.bodies().get(0))).isEqualTo(json(request.replace("\"fast\"", "\"m\"")));
        Map<String, Object> body = json(answer.body());
        assertThat(body.get("data"))
                .isEqualTo(
                        json("{\"d\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.10,-1e-7],\"x\":1.10}]}")
                                .get("d"));
        assertThat(body).containsAllEntriesOf(json("{" + ODD + "}"));
    }

    /** F3, F4: overrides of host and key, at the top, in depth and with escaped names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"api_base\":\"SINK\"",
                "\"base_url\":\"SINK\"",
                "\"baseUrl\":\"SINK\"",
                "\"endpoint\":\"SINK\"",
                "\"api_\\u0062ase\":\"SINK\"",
                "\"api_key\":\"sk-stolen\",\"organization\":\"org-other\",\"extra_headers\":{\"Authorization\":\"Bearer sk-stolen\",\"Host\":\"SINK\"}",
                "\"user_config\":{\"model_list\":[{\"litellm_params\":{\"api_base\":\"SINK\",\"api_key\":\"sk-stolen\"}}]}",
                "\"metadata\":{\"api_base\":\"SINK\",\"baseUrl\":\"SINK\"}",
                "\"extra_body\":{\"base_url\":\"SINK\"}",
                "\"provider\":{\"baseUrl\":\"SINK\"},\"CamelHttpUri\":\"SINK\"",
                "\"parameters\":{\"provider\":\"SINK\"},\"stream_options\":null"
            })
    void override_inTheBody_choosesNeitherHostNorKey(String override) throws Exception {
        try (TestUpstream sink = TestUpstream.answering()) {
            String request = "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\","
                    + override.replace("SINK", sink.baseUrl()) + "}]," + override.replace("SINK", sink.baseUrl()) + "}";

            HttpResponse<String> answer = gateway.send(gateway.post("/v1/chat/completions", request)
                    .header("CamelHttpUri", sink.baseUrl())
                    .header("x-api-base", sink.baseUrl())
                    .header("OpenAI-Organization", "org-other")
                    .header("Authorization", "Bearer sk-client"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(sink.calls()).isZero();
            HttpServerRequest seen = REQUESTS.remove();
            assertThat(seen.getHeader("authorization")).isEqualTo("Bearer sk-test");
            assertThat(seen.getHeader("host"))
                    .isEqualTo(URI.create(upstream.baseUrl()).getAuthority());
            assertThat(seen.headers().names().stream().map(String::toLowerCase))
                    .containsOnly(
                            "content-type",
                            "accept",
                            "accept-encoding",
                            "user-agent",
                            "authorization",
                            "host",
                            "content-length");
        }
    }

    private static List<String> events(String request) throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post("/v1/chat/completions", request));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().filter(line -> !line.isEmpty()).toList();
    }

    private static double sum(String series) throws Exception {
        URI metrics = URI.create("http://127.0.0.1:" + gateway.gateway().managementPort() + "/metrics");
        return gateway.send(HttpRequest.newBuilder(metrics))
                .body()
                .lines()
                .filter(line -> line.startsWith(series) && line.contains("upstream"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String data(String event) {
        return event.substring("data: ".length());
    }

    private static Map<String, Object> json(String text) throws JsonException {
        return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
