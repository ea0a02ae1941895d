package io.serai.gateway.sdk;

import static io.serai.gateway.sdk.AnthropicClients.asking;
import static io.serai.gateway.sdk.AnthropicClients.goingOn;
import static io.serai.gateway.sdk.AnthropicClients.kinds;
import static io.serai.gateway.sdk.AnthropicClients.streamed;
import static io.serai.gateway.sdk.AnthropicClients.text;
import static io.serai.gateway.sdk.AnthropicClients.weather;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.errors.NotFoundException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelInfo;
import io.serai.gateway.TestGateway;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What applications do with Anthropic's SDK: at a model of the gateway's, and at one behind a second gateway that speaks OpenAI. */
class AnthropicSdkTest {

    private static final String DIRECT = "simulated/parrot";
    private static final String TWICE = "behind/simulated/parrot";

    private static TestGateway inner;
    private static TestGateway gateway;
    private static AnthropicClient client;

    @BeforeAll
    static void start() throws Exception {
        inner = TestGateway.setup().start();
        gateway = TestGateway.setup()
                .provider("behind", inner.uri("/v1").toString())
                .model("fast", "- to: {uri: \"ai:simulated/parrot\"}")
                .start();
        client = AnthropicClients.of(gateway);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
        inner.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE, "fast"})
    void message_question_isAnsweredWithUsage(String model) {
        Message answer = client.messages()
                .create(asking(model, "How are you?").system("You are kind.").build());

        assertThat(answer.id()).startsWith("msg_");
        assertThat(text(answer)).contains("How are you?");
        assertThat(answer.stopReason()).hasValue(StopReason.END_TURN);
        assertThat(answer.usage().inputTokens()).isPositive();
        assertThat(answer.usage().outputTokens()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE, "fast"})
    void message_streamed_saysTheSame(String model) {
        MessageCreateParams request = asking(model, "Tell me a story").build();

        Message whole = client.messages().create(request);
        Message streamed = streamed(client, request);

        assertThat(text(streamed)).isEqualTo(text(whole)).isNotEmpty();
        assertThat(streamed.stopReason()).isEqualTo(whole.stopReason());
        assertThat(streamed.usage().inputTokens()).isEqualTo(whole.usage().inputTokens());
        assertThat(streamed.usage().outputTokens()).isEqualTo(whole.usage().outputTokens());
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void tools_callAndResult_makeARoundTrip(String model) {
        MessageCreateParams question = asking(model, "What is the weather in Paris?")
                .addTool(weather())
                .build();

        Message turn = client.messages().create(question);

        assertThat(turn.stopReason()).hasValue(StopReason.TOOL_USE);
        assertThat(kinds(turn)).contains("tool_use");
        Message last = client.messages().create(goingOn(question, turn, "Sunny, 21 degrees"));
        assertThat(text(last)).contains("get_weather", "Sunny, 21 degrees");
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void tools_streamed_makeTheSameRoundTrip(String model) {
        MessageCreateParams question = asking(model, "What is the weather in Paris?")
                .addTool(weather())
                .build();

        Message turn = streamed(client, question);

        assertThat(turn.stopReason()).hasValue(StopReason.TOOL_USE);
        ToolUseBlock call = turn.content().get(turn.content().size() - 1).asToolUse();
        assertThat(call.name()).isEqualTo("get_weather");
        assertThat(call._input().toString()).contains("city");
        Message last = streamed(client, goingOn(question, turn, "Sunny, 21 degrees"));
        assertThat(text(last)).contains("get_weather", "Sunny, 21 degrees");
    }

    @Test
    void answer_hasItsRequestsIdInTheHeaderOfAnthropics() {
        try (HttpResponseFor<Message> answer = client.messages()
                .withRawResponse()
                .create(asking(DIRECT, "Hello").build())) {
            assertThat(answer.requestId()).isPresent();
            assertThat(answer.headers().values("x-request-id"))
                    .containsExactly(answer.requestId().orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, "fast"})
    void countTokens_ofAQuestion_isCounted(String model) {
        long little = client.messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model(model)
                        .addUserMessage("Hello")
                        .build())
                .inputTokens();
        long more = client.messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model(model)
                        .addUserMessage("Hello and how are you and all of yours today?")
                        .build())
                .inputTokens();

        assertThat(little).isPositive();
        assertThat(more).isGreaterThan(little);
    }

    @Test
    void models_list_namesAll() {
        List<ModelInfo> models = client.models().list().data();

        assertThat(models).extracting(ModelInfo::id).contains("fast", "simulated/*", "behind/*");
        assertThat(models).allSatisfy(model -> assertThat(model.displayName()).isEqualTo(model.id()));
        assertThat(client.models().list().autoPager().stream()).hasSameSizeAs(models);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", DIRECT, TWICE})
    void models_retrieve_findsIdsWithSlashes(String id) {
        assertThat(client.models().retrieve(id).id()).isEqualTo(id);
    }

    @Test
    void models_retrieveUnknown_isNotFoundInAnthropicsWords() {
        assertThatThrownBy(() -> client.models().retrieve("nobody"))
                .isInstanceOfSatisfying(NotFoundException.class, e -> {
                    assertThat(e.type()).hasValueSatisfying(type -> assertThat(type.asString())
                            .isEqualTo("not_found_error"));
                    assertThat(e.requestId()).isPresent();
                });
    }
}
