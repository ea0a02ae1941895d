package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider can't be told is named to the caller of every front end, or refused by who wants all or nothing. */
class DroppedFieldsTest {

    private static final String HI = "[{\"role\":\"user\",\"content\":\"Hi\"}]";
    private static final String FINISH_ONLY = TestUpstream.content("Hello") + TestUpstream.finish();

    private static TestUpstream upstream;
    private static TestGateway gateway;

    /**
     * A request with something that its provider can't be told.
     *
     * @param request its JSON, {@code MODEL} standing for the model where the path does not
     * @param field as the canonical request calls it
     */
    record Lossy(String path, String model, String request, String field) {

        HttpRequest.Builder to(String named) {
            return gateway.post(path.replace("MODEL", named), request.replace("MODEL", named));
        }

        @Override
        public String toString() {
            return path + (request.contains("\"stream\":true") ? " streamed" : "");
        }
    }

    private static void behave(HttpServerRequest request, Buffer body) {
        String path = request.path();
        if (path.endsWith("/embeddings")) {
            TestUpstream.json(
                    request,
                    "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5]}],"
                            + "\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}");
        } else if (path.endsWith("/rerank")) {
            TestUpstream.json(request, "{\"results\":[{\"index\":0,\"relevance_score\":0.9}],\"id\":\"r\"}");
        } else if (path.endsWith(":generateContent")) {
            TestUpstream.json(
                    request,
                    "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\","
                            + "\"data\":\"iVBORw0KGgo=\"}}]},\"finishReason\":\"STOP\"}]}");
        } else if (path.endsWith("/images/generations")) {
            TestUpstream.json(request, "{\"created\":1,\"data\":[{\"b64_json\":\"iVBORw0KGgo=\"}]}");
        } else if (path.endsWith(":embedContent") || path.endsWith(":batchEmbedContents")) {
            TestUpstream.json(request, "{\"embedding\":{\"values\":[0.5]},\"embeddings\":[{\"values\":[0.5]}]}");
        } else if (path.endsWith(":countTokens")) {
            TestUpstream.json(request, "{\"totalTokens\":3}");
        } else if (path.endsWith("/count_tokens")) {
            TestUpstream.json(request, "{\"input_tokens\":3}");
        } else if (path.startsWith("/v1/predictions")) {
            TestUpstream.json(request, "[1]");
        } else if (body.toJsonObject().getBoolean("stream", false)) {
            TestUpstream.stream(request).end(FINISH_ONLY);
        } else {
            TestUpstream.json(request, TestUpstream.ANSWER);
        }
    }

    static Stream<Lossy> requests() {
        String chat = "{\"model\":\"MODEL\",\"top_k\":5,\"messages\":" + HI;
        String gemini = "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}],\"generationConfig\":{\"topK\":5}}";
        return Stream.of(
                new Lossy("/v1/chat/completions", "chatting", chat + "}", "top_k"),
                new Lossy("/v1/chat/completions", "chatting", chat + ",\"stream\":true}", "top_k"),
                new Lossy(
                        "/v1/completions", "chatting", "{\"model\":\"MODEL\",\"prompt\":\"Hi\",\"top_k\":5}", "top_k"),
                new Lossy(
                        "/v1/completions",
                        "chatting",
                        "{\"model\":\"MODEL\",\"prompt\":\"Hi\",\"top_k\":5,\"stream\":true}",
                        "top_k"),
                new Lossy(
                        "/v1/responses",
                        "chatting",
                        "{\"model\":\"MODEL\",\"input\":\"Hi\",\"max_tool_calls\":3}",
                        "max_tool_calls"),
                new Lossy(
                        "/v1/responses",
                        "chatting",
                        "{\"model\":\"MODEL\",\"input\":\"Hi\",\"max_tool_calls\":3,\"stream\":true}",
                        "max_tool_calls"),
                new Lossy("/v1/messages", "chatting", chat + ",\"max_tokens\":9}", "top_k"),
                new Lossy("/v1/messages", "chatting", chat + ",\"max_tokens\":9,\"stream\":true}", "top_k"),
                new Lossy("/v1beta/models/MODEL:generateContent", "chatting", gemini, "top_k"),
                new Lossy("/v1beta/models/MODEL:streamGenerateContent?alt=sse", "chatting", gemini, "top_k"),
                new Lossy("/v1beta/models/MODEL:streamGenerateContent", "chatting", gemini, "top_k"),
                new Lossy(
                        "/api/chat",
                        "chatting",
                        "{\"model\":\"MODEL\",\"stream\":false,\"options\":{\"top_k\":5},\"messages\":" + HI + "}",
                        "top_k"),
                new Lossy(
                        "/api/generate",
                        "chatting",
                        "{\"model\":\"MODEL\",\"stream\":true,\"options\":{\"top_k\":5},\"prompt\":\"Hi\"}",
                        "top_k"),
                new Lossy(
                        "/v1/embeddings",
                        "chatting",
                        "{\"model\":\"MODEL\",\"input\":\"a\",\"input_type\":\"search_query\"}",
                        "input_type"),
                new Lossy(
                        "/v1beta/models/MODEL:embedContent",
                        "chatting",
                        "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"taskType\":\"RETRIEVAL_QUERY\"}",
                        "input_type"),
                new Lossy(
                        "/v1beta/models/MODEL:batchEmbedContents",
                        "chatting",
                        "{\"requests\":[{\"model\":\"models/MODEL\",\"content\":{\"parts\":[{\"text\":\"a\"}]},"
                                + "\"taskType\":\"RETRIEVAL_QUERY\"}]}",
                        "input_type"),
                new Lossy(
                        "/api/embed",
                        "embedding",
                        "{\"model\":\"MODEL\",\"input\":\"a\",\"truncate\":false}",
                        "truncate"),
                new Lossy(
                        "/v1/messages/count_tokens",
                        "googling",
                        "{\"model\":\"MODEL\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\","
                                + "\"cache_control\":{\"type\":\"ephemeral\"}}]}]}",
                        "messages[0].content[0].cache_control"),
                new Lossy(
                        "/v1beta/models/MODEL:countTokens",
                        "counting",
                        "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"},{\"inlineData\":{\"mimeType\":\"audio/wav\",\"data\":\"AAAA\"}}]}]}",
                        "messages[0].content[1]"),
                new Lossy(
                        "/v2/rerank",
                        "ranking",
                        "{\"model\":\"MODEL\",\"query\":\"q\",\"documents\":[\"a\"],\"boost\":1}",
                        "boost"),
                new Lossy(
                        "/v1/rerank",
                        "ranking",
                        "{\"model\":\"MODEL\",\"query\":\"q\",\"documents\":[\"a\"],\"boost\":1}",
                        "boost"),
                new Lossy(
                        "/v1/images/generations",
                        "drawing",
                        "{\"model\":\"MODEL\",\"prompt\":\"A cat\",\"quality\":\"high\"}",
                        "quality"),
                new Lossy(
                        "/v1/images/generations",
                        "painting",
                        "{\"model\":\"MODEL\",\"prompt\":\"A cat\",\"stream\":true,\"partial_images\":2}",
                        "partial_images"),
                new Lossy(
                        "/v1/images/edits",
                        "drawing",
                        "{\"model\":\"MODEL\",\"prompt\":\"A cat\",\"quality\":\"high\","
                                + "\"images\":[{\"image_url\":\"data:image/png;base64,iVBORw0KGgo=\"}]}",
                        "quality"),
                new Lossy(
                        "/v2/models/MODEL/infer",
                        "predicting",
                        "{\"parameters\":{\"priority\":1},\"inputs\":[{\"name\":\"data\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}",
                        "parameters.priority"));
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving(DroppedFieldsTest::behave);
        String server = "http://127.0.0.1:" + upstream.port();
        gateway = TestGateway.setup()
                .file(
                        "lossy-providers.camel.yaml",
                        """
                        - beans:
                            - name: open
                              type: io.serai.providers.Provider
                              properties: {preset: openai, baseUrl: "%s/v1", apiKey: sk-test}
                            - name: rank
                              type: io.serai.providers.Provider
                              properties: {dialect: cohere, baseUrl: "%s", apiKey: sk-test}
                            - name: draw
                              type: io.serai.providers.Provider
                              properties: {dialect: gemini, baseUrl: "%s", apiKey: sk-test}
                            - name: tell
                              type: io.serai.providers.Provider
                              properties: {dialect: anthropic, baseUrl: "%s", apiKey: sk-test}
                            - name: predict
                              type: io.serai.providers.Provider
                              properties: {dialect: torchserve, baseUrl: "%s"}
                        """
                                .formatted(server, server, server, server, server))
                .file("lossy-models.camel.yaml", models())
                .start();
    }

    private static String models() {
        StringBuilder routes = new StringBuilder();
        for (String[] model : new String[][] {
            {"chatting", "ai:open/gpt-4.1", "chat,embed"},
            {"ranking", "ai:rank/rerank-v3.5", "rerank"},
            {"drawing", "ai:draw/gemini-2.5-flash-image", "image"},
            {"painting", "ai:open/gpt-image-1", "image"},
            {"embedding", "ai:draw/gemini-embedding-001", "embed"},
            {"googling", "ai:draw/gemini-2.5-flash", "chat"},
            {"counting", "ai:tell/claude-opus-4-5", "chat"},
            {"predicting", "ai:predict/net", "predict"}
        }) {
            for (String strict : new String[] {"", "?strict=true"}) {
                routes.append(
                        """
                        - route:
                            id: %1$s
                            from:
                              uri: model:%1$s
                              parameters: {capabilities: "%2$s"}
                              steps:
                                - to: {uri: "%3$s"}
                        """
                                .formatted(
                                        model[0] + (strict.isEmpty() ? "" : "-strict"), model[2], model[1] + strict));
            }
        }
        return routes.toString();
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

    @ParameterizedTest
    @MethodSource("requests")
    void field_thatCantBeTold_isNamedInTheAnswersHeader(Lossy lossy) throws Exception {
        HttpResponse<String> answer = gateway.send(lossy.to(lossy.model()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-dropped")).hasValue(lossy.field());
        assertThat(upstream.bodies()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void field_thatCantBeTold_isRefusedUnderTheStrictHeader(Lossy lossy) throws Exception {
        assertRefused(gateway.send(lossy.to(lossy.model()).header("x-serai-strict", "true")), lossy);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void field_thatCantBeTold_isRefusedByAStrictModel(Lossy lossy) throws Exception {
        assertRefused(gateway.send(lossy.to(lossy.model() + "-strict")), lossy);
    }

    private static void assertRefused(HttpResponse<String> answer, Lossy lossy) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(lossy.field());
        assertThat(upstream.bodies()).isEmpty();
    }

    @Test
    void field_thatCantBeTold_isCounted() throws Exception {
        Lossy lossy = requests().findFirst().orElseThrow();
        gateway.send(lossy.to(lossy.model()));

        URI page = URI.create("http://127.0.0.1:" + gateway.gateway().managementPort() + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            await().untilAsserted(() -> assertThat(
                            client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                                    .body())
                    .containsPattern("serai_dropped_fields_total\\{[^}]*field=\"top_k\"[^}]*} [1-9]"));
        }
    }

    @Test
    void extraBody_reachesTheProvider_andIsNoLoss() throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post(
                "/v1/chat/completions",
                "{\"model\":\"chatting\",\"messages\":" + HI
                        + ",\"extra_body\":{\"top_k\":5,\"model\":\"other\",\"stream\":true}}"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-dropped")).isEmpty();
        assertThat(upstream.bodies())
                .singleElement()
                .asString()
                .contains("\"top_k\":5", "\"model\":\"gpt-4.1\"")
                .doesNotContain("extra_body", "\"stream\":true");
    }
}
