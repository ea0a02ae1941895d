package io.serai.gateway.sdk;

import static io.serai.gateway.sdk.SdkClients.asking;
import static io.serai.gateway.sdk.SdkClients.chunks;
import static io.serai.gateway.sdk.SdkClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.NotFoundException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import io.serai.gateway.TestGateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What applications do with OpenAI's SDK: directly, and through a gateway in front of the gateway. */
class OpenAiSdkTest {

    private static final String DIRECT = "simulated/parrot";
    private static final String TWICE = "behind/simulated/parrot";

    private static TestGateway inner;
    private static TestGateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() throws Exception {
        inner = TestGateway.setup()
                .model("fast", "- to: {uri: \"ai:simulated/parrot\"}")
                .start();
        gateway = TestGateway.setup()
                .provider("behind", inner.uri("/v1").toString())
                .model("fast", "- to: {uri: \"ai:simulated/parrot\"}")
                .start();
        client = SdkClients.of(gateway);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
        inner.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE, "fast"})
    void chat_question_isAnsweredWithUsage(String model) {
        ChatCompletion answer =
                client.chat().completions().create(asking(model, "How are you?").build());

        answer.validate();
        assertThat(answer.choices()).hasSize(1);
        assertThat(content(answer)).contains("How are you?");
        assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(answer.usage()).hasValueSatisfying(usage -> {
            assertThat(usage.promptTokens()).isPositive();
            assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
        });
    }

    @Test
    void chat_throughTwoGateways_saysTheSame() {
        ChatCompletionCreateParams direct = asking(DIRECT, "Say it again, Sam.").build();
        ChatCompletionCreateParams twice = asking(TWICE, "Say it again, Sam.").build();

        ChatCompletion one = client.chat().completions().create(direct);
        ChatCompletion two = client.chat().completions().create(twice);

        assertThat(two.choices()).isEqualTo(one.choices());
        assertThat(two.usage()).isEqualTo(one.usage());
        assertThat(two.model()).isEqualTo(one.model());
        assertThat(text(chunks(client, twice))).isEqualTo(content(one)).isEqualTo(text(chunks(client, direct)));
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void chat_streamedWithUsage_usageIsLastAndTheWholeAnswers(String model) {
        ChatCompletionCreateParams request = asking(model, "Tell me a story")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        ChatCompletion whole = client.chat()
                .completions()
                .create(asking(model, "Tell me a story").build());

        List<ChatCompletionChunk> chunks = chunks(client, request);

        chunks.forEach(ChatCompletionChunk::validate);
        assertThat(chunks).hasSizeGreaterThan(3);
        assertThat(text(chunks)).isEqualTo(content(whole));
        assertThat(chunks.get(chunks.size() - 1).choices()).isEmpty();
        assertThat(chunks.get(chunks.size() - 1).usage()).isEqualTo(whole.usage());
        assertThat(chunks.subList(0, chunks.size() - 1))
                .noneMatch(chunk -> chunk.usage().isPresent());
    }

    @Test
    void chat_streamedWithoutAskingForUsage_hasNone() {
        List<ChatCompletionChunk> chunks =
                chunks(client, asking(DIRECT, "Tell me a story").build());

        assertThat(chunks).noneMatch(chunk -> chunk.usage().isPresent()).noneMatch(chunk -> chunk.choices()
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void tools_callAndResult_makeARoundTrip(String model) {
        ChatCompletionCreateParams.Builder talk =
                asking(model, "What is the weather in Paris?").addTool(weather());

        ChatCompletion first = client.chat().completions().create(talk.build());

        ChatCompletionMessage asked = first.choices().get(0).message();
        assertThat(first.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        ChatCompletionMessageFunctionToolCall call =
                asked.toolCalls().orElseThrow().get(0).asFunction();
        assertThat(call.function().name()).isEqualTo("get_weather");
        assertThat(call.function().arguments()).contains("\"city\"");

        ChatCompletion last = client.chat()
                .completions()
                .create(talk.addMessage(asked)
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content("Sunny, 21 degrees")
                                .build())
                        .build());

        assertThat(content(last)).contains("get_weather", "Sunny, 21 degrees");
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void tools_streamed_callComesInPieces(String model) {
        List<ChatCompletionChunk> chunks = chunks(
                client,
                asking(model, "What is the weather in Paris?")
                        .addTool(weather())
                        .build());

        StringBuilder arguments = new StringBuilder();
        StringBuilder name = new StringBuilder();
        chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().toolCalls().stream().flatMap(List::stream))
                .flatMap(call -> call.function().stream())
                .forEach(function -> {
                    function.name().ifPresent(name::append);
                    function.arguments().ifPresent(arguments::append);
                });
        assertThat(name).hasToString("get_weather");
        assertThat(arguments.toString()).startsWith("{").endsWith("}").contains("\"city\"");
    }

    /** A shape of answer. */
    static final class Person {
        public String name;
        public int age;
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void jsonSchema_answer_isOfThatClass(String model) {
        Person person = client.chat()
                .completions()
                .create(asking(model, "Who is there?")
                        .responseFormat(Person.class)
                        .build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();

        assertThat(person.name).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void chat_choicesLogprobsAndReasoning_areThere(String model) {
        ChatCompletion answer = client.chat()
                .completions()
                .create(asking(model, "Think of a number")
                        .n(3)
                        .logprobs(true)
                        .topLogprobs(2)
                        .reasoningEffort(ReasoningEffort.HIGH)
                        .build());

        assertThat(answer.choices())
                .hasSize(3)
                .extracting(choice -> choice.message().content().orElseThrow())
                .doesNotHaveDuplicates();
        assertThat(answer.choices().get(0).logprobs().orElseThrow().content().orElseThrow())
                .isNotEmpty()
                .allSatisfy(token -> assertThat(token.logprob()).isLessThanOrEqualTo(0));
        assertThat(answer.choices().get(0).message()._additionalProperties()).containsKey("reasoning_content");
        assertThat(answer.usage()
                        .orElseThrow()
                        .completionTokensDetails()
                        .orElseThrow()
                        .reasoningTokens()
                        .orElseThrow())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void embeddings_floatsAndBase64_areTheSameUnitVectors(String model) {
        CreateEmbeddingResponse floats =
                client.embeddings().create(embedding(model, EmbeddingCreateParams.EncodingFormat.FLOAT));
        // The SDK asks for base64 where nothing is said, and unpacks it.
        CreateEmbeddingResponse base64 = client.embeddings().create(embedding(model, null));

        assertThat(floats.data()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            List<Float> vector = floats.data().get(i).embedding();
            assertThat(base64.data().get(i).embedding()).isEqualTo(vector);
            assertThat(vector.stream().mapToDouble(x -> x * x).sum()).isCloseTo(1, within(1e-4));
        }
        assertThat(floats.usage().promptTokens()).isPositive();
    }

    @Test
    void models_list_namesAllAndSaysWhatIsSimulated() {
        List<Model> models = client.models().list().data();

        assertThat(models).extracting(Model::id).contains("fast", "simulated/*", "behind/*");
        assertThat(models)
                .filteredOn(model -> model.id().equals("simulated/*"))
                .singleElement()
                .satisfies(model ->
                        assertThat(model._additionalProperties().get("status")).isEqualTo(JsonValue.from("simulated")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "simulated/parrot", "behind/simulated/parrot"})
    void models_retrieve_findsIdsWithSlashes(String id) {
        assertThat(client.models().retrieve(id).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow", "nobody/parrot", "simulated/", "a b", "fast/"})
    void models_retrieveUnknown_isNotFound(String id) {
        assertThatThrownBy(() -> client.models().retrieve(id))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).hasValue("model_not_found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void completions_onePromptAndSeveral_areAnswered(String model) {
        Completion one = client.completions()
                .create(CompletionCreateParams.builder()
                        .model(model)
                        .prompt("Hello")
                        .build());
        Completion two = client.completions()
                .create(CompletionCreateParams.builder()
                        .model(model)
                        .promptOfArrayOfStrings(List.of("Hello", "Goodbye"))
                        .build());

        one.validate();
        assertThat(one.choices()).hasSize(1);
        assertThat(two.choices()).hasSize(2);
        assertThat(two.choices().get(0).text()).isEqualTo(one.choices().get(0).text());
        assertThat(two.choices().get(1).text()).contains("Goodbye");
        assertThat(two.choices().get(1).index()).isEqualTo(1);
    }

    @Test
    void completions_streamed_saysTheSame() {
        CompletionCreateParams request =
                CompletionCreateParams.builder().model(DIRECT).prompt("Hello").build();
        StringBuilder streamed = new StringBuilder();
        try (var stream = client.completions().createStreaming(request)) {
            stream.stream().forEach(chunk -> chunk.choices().forEach(choice -> streamed.append(choice.text())));
        }

        assertThat(streamed.toString())
                .isEqualTo(client.completions().create(request).choices().get(0).text());
    }

    private static EmbeddingCreateParams embedding(String model, EmbeddingCreateParams.EncodingFormat format) {
        EmbeddingCreateParams.Builder request = EmbeddingCreateParams.builder()
                .model(model)
                .inputOfArrayOfStrings(List.of("the quick brown fox", "a lazy dog"));
        return (format == null ? request : request.encodingFormat(format)).build();
    }

    private static ChatCompletionFunctionTool weather() {
        return ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name("get_weather")
                        .description("The weather in a city")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                                .build())
                        .build())
                .build();
    }

    private static String content(ChatCompletion answer) {
        return answer.choices().get(0).message().content().orElseThrow();
    }
}
