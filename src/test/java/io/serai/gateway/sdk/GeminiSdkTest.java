package io.serai.gateway.sdk;

import static io.serai.gateway.sdk.GeminiClients.calls;
import static io.serai.gateway.sdk.GeminiClients.goingOn;
import static io.serai.gateway.sdk.GeminiClients.nothing;
import static io.serai.gateway.sdk.GeminiClients.said;
import static io.serai.gateway.sdk.GeminiClients.streamed;
import static io.serai.gateway.sdk.GeminiClients.text;
import static io.serai.gateway.sdk.GeminiClients.user;
import static io.serai.gateway.sdk.GeminiClients.withWeather;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.ContentEmbedding;
import com.google.genai.types.CountTokensConfig;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GetModelConfig;
import com.google.genai.types.ListModelsConfig;
import com.google.genai.types.Model;
import com.google.genai.types.Part;
import io.serai.gateway.TestGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What applications do with Google's Gen AI SDK: at a model of the gateway's, and at one behind a second gateway that speaks OpenAI. */
class GeminiSdkTest {

    private static final String DIRECT = "simulated/parrot";
    private static final String TWICE = "behind/simulated/parrot";

    private static TestGateway inner;
    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        inner = TestGateway.setup().start();
        gateway = TestGateway.setup()
                .provider("behind", inner.uri("/v1").toString())
                .model("fast", "- to: {uri: \"ai:simulated/parrot\"}")
                .start();
        client = GeminiClients.of(gateway);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
        inner.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE, "fast"})
    void content_question_isAnsweredWithUsage(String model) {
        GenerateContentResponse answer = client.models.generateContent(
                model,
                "How are you?",
                GenerateContentConfig.builder()
                        .systemInstruction(Content.fromParts(Part.fromText("You are kind.")))
                        .temperature(0.5f)
                        .maxOutputTokens(4096)
                        .build());

        assertThat(answer.text()).contains("How are you?");
        assertThat(answer.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
        assertThat(answer.responseId()).isPresent();
        assertThat(answer.usageMetadata().orElseThrow().promptTokenCount().orElseThrow())
                .isPositive();
        assertThat(answer.usageMetadata().orElseThrow().candidatesTokenCount().orElseThrow())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE, "fast"})
    void content_streamed_saysTheSame(String model) {
        GenerateContentResponse whole = client.models.generateContent(model, "Tell me a story", nothing());
        List<GenerateContentResponse> events = streamed(client, model, List.of(user("Tell me a story")), nothing());

        assertThat(text(events)).isEqualTo(whole.text()).isNotEmpty();
        assertThat(events).hasSizeGreaterThan(2);
        GenerateContentResponse last = events.get(events.size() - 1);
        assertThat(last.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
        assertThat(last.usageMetadata()).isEqualTo(whole.usageMetadata());
        assertThat(events.subList(0, events.size() - 1))
                .allSatisfy(event -> assertThat(event.usageMetadata()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void tools_callAndResult_makeARoundTrip(String model) {
        String question = "What is the weather in Paris?";
        GenerateContentConfig config = withWeather().build();

        List<Content> turn = said(List.of(client.models.generateContent(model, question, config)));

        assertThat(calls(turn)).singleElement().satisfies(call -> {
            assertThat(call.name()).hasValue("get_weather");
            assertThat(call.args().orElseThrow()).containsKey("city");
        });
        GenerateContentResponse last = client.models.generateContent(
                model, goingOn(question, turn, Map.of("output", "Sunny, 21 degrees")), config);
        assertThat(last.text()).contains("get_weather", "Sunny, 21 degrees");
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void tools_streamed_makeTheSameRoundTrip(String model) {
        String question = "What is the weather in Paris?";
        GenerateContentConfig config = withWeather().build();

        List<Content> turn = said(streamed(client, model, List.of(user(question)), config));

        assertThat(calls(turn)).hasSize(1);
        List<GenerateContentResponse> last =
                streamed(client, model, goingOn(question, turn, Map.of("output", "Sunny, 21 degrees")), config);
        assertThat(text(last)).contains("get_weather", "Sunny, 21 degrees");
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void json_bySchema_isJson(String model) {
        GenerateContentResponse answer = client.models.generateContent(
                model,
                "Where?",
                GenerateContentConfig.builder()
                        .responseMimeType("application/json")
                        .responseSchema(
                                com.google.genai.types.Schema.fromJson(
                                        "{\"type\":\"OBJECT\",\"properties\":{\"city\":{\"type\":\"STRING\"}},\"required\":[\"city\"]}"))
                        .build());

        assertThat(new JsonObject(answer.text()).getString("city")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void image_inTheQuestion_isTaken(String model) {
        Content question = Content.builder()
                .role("user")
                .parts(
                        Part.fromBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, "image/png"),
                        Part.fromText("What is it?"))
                .build();

        assertThat(client.models.generateContent(model, question, nothing()).text())
                .contains("What is it?");
    }

    @Test
    void chat_overTwoTurns_remembers() {
        var chat = client.chats.create(DIRECT);

        chat.sendMessage("Hello");
        GenerateContentResponse second = chat.sendMessage("And again");

        assertThat(second.text()).contains("And again");
        assertThat(chat.getHistory(true)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void embeddings_ofOneAndOfMany_areVectors(String model) {
        EmbedContentResponse one = client.models.embedContent(
                model,
                "Hello",
                EmbedContentConfig.builder()
                        .outputDimensionality(64)
                        .taskType("RETRIEVAL_QUERY")
                        .build());
        EmbedContentResponse many = client.models.embedContent(
                model, List.of("Hello", "you"), EmbedContentConfig.builder().build());

        assertThat(one.embeddings().orElseThrow()).singleElement().satisfies(embedding -> assertThat(
                        embedding.values().orElseThrow())
                .hasSize(64));
        assertThat(many.embeddings().orElseThrow())
                .hasSize(2)
                .extracting(ContentEmbedding::values)
                .doesNotHaveDuplicates();
    }

    @Test
    void embedContent_ofOne_isAnsweredByThatMethodToo() throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post(
                "/v1beta/models/simulated/parrot:embedContent?key=AIza",
                "{\"content\":{\"parts\":[{\"text\":\"a\"}]}}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getJsonObject("embedding").getJsonArray("values"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, "fast"})
    void countTokens_ofAQuestion_isCounted(String model) {
        CountTokensConfig config = CountTokensConfig.builder().build();
        int little =
                client.models.countTokens(model, "Hello", config).totalTokens().orElseThrow();
        int more = client.models
                .countTokens(model, "Hello and how are you and all of yours today?", config)
                .totalTokens()
                .orElseThrow();

        assertThat(little).isPositive();
        assertThat(more).isGreaterThan(little);
    }

    @Test
    void models_list_namesAllPageByPage() {
        List<String> names = new ArrayList<>();
        client.models
                .list(ListModelsConfig.builder().pageSize(1).build())
                .forEach(model -> names.add(model.name().orElseThrow()));

        assertThat(names)
                .contains("models/fast", "models/simulated/*", "models/behind/*")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", DIRECT, TWICE})
    void models_get_findsIdsWithSlashes(String id) {
        Model model = client.models.get(id, GetModelConfig.builder().build());

        assertThat(model.name()).hasValue("models/" + id);
        assertThat(model.supportedActions().orElseThrow()).contains("generateContent", "embedContent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/models/fast:streamGenerateContent",
                "/v1/models/simulated/parrot:streamGenerateContent",
                "/v1/models/simulated%2Fparrot:streamGenerateContent",
                "/v1alpha/models/simulated%2Fparrot:streamGenerateContent",
                "/v1/projects/p/locations/l/publishers/simulated/models/parrot:streamGenerateContent",
                "/v1beta1/publishers/google/models/fast:streamGenerateContent",
                "/v1beta/models/fast%3AstreamGenerateContent"
            })
    void stream_withoutAlt_isOneArray(String path) throws Exception {
        HttpResponse<String> answer =
                gateway.send(gateway.post(path, "{\"contents\":[{\"parts\":[{\"text\":\"Tell me a story\"}]}]}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        JsonArray events = new JsonArray(answer.body());
        assertThat(events).hasSizeGreaterThan(2);
        assertThat(events.getJsonObject(events.size() - 1).getJsonObject("usageMetadata"))
                .isNotNull();
    }
}
