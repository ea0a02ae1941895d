package io.serai.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.models.messages.Message;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.InternalServerException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import io.serai.gateway.TestGateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** SDKs take no offence at a trace: neither at the member of an answer, nor at the last piece of a stream. */
class TraceSdkTest {

    private static final String MODEL = "simulated/small";

    private static TestGateway gateway;
    private static OpenAIClient openAi;
    private static AnthropicClient anthropic;
    private static Client google;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.setup().start();
        openAi = SdkClients.of(gateway);
        anthropic = AnthropicClients.of(gateway);
        google = GeminiClients.of(gateway);
    }

    @AfterAll
    static void stop() throws Exception {
        openAi.close();
        anthropic.close();
        google.close();
        gateway.close();
    }

    private static GenerateContentConfig traced() {
        return GenerateContentConfig.builder()
                .httpOptions(HttpOptions.builder()
                        .headers(Map.of("x-serai-trace", "on"))
                        .build())
                .build();
    }

    private static void assertTells(JsonValue trace) {
        assertThat(trace).isNotNull();
        assertThat(trace.toString()).contains("requested_model=" + MODEL, "outcome=succeeded");
    }

    @Test
    void openAi_whole_givesTheTraceAsAFurtherProperty() {
        ChatCompletion answer = openAi.chat()
                .completions()
                .create(SdkClients.asking(MODEL, "Hi")
                        .putAdditionalHeader("x-serai-trace", "on")
                        .build());

        assertTells(answer._additionalProperties().get("serai"));
        assertThat(answer.choices().get(0).message().content()).isPresent();
    }

    @Test
    void openAi_streamed_accumulatesAsWithoutIt() {
        List<ChatCompletionChunk> chunks = SdkClients.chunks(
                openAi,
                SdkClients.asking(MODEL, "Hi")
                        .putAdditionalHeader("x-serai-trace", "on")
                        .build());
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        chunks.forEach(accumulator::accumulate);

        assertTells(chunks.get(chunks.size() - 1)._additionalProperties().get("serai"));
        assertThat(accumulator.chatCompletion().choices().get(0).message().content())
                .hasValue(SdkClients.text(chunks));
    }

    @Test
    void openAi_failure_isOfTheSameType() {
        assertThatThrownBy(() -> openAi.chat()
                        .completions()
                        .create(SdkClients.asking("nobody", "Hi")
                                .putAdditionalHeader("x-serai-trace", "on")
                                .build()))
                .isNotInstanceOf(InternalServerException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void anthropic_wholeAndStreamed_areAsWithoutIt() {
        Message whole = anthropic
                .messages()
                .create(AnthropicClients.asking(MODEL, "Hi")
                        .putAdditionalHeader("x-serai-trace", "on")
                        .build());
        Message streamed = AnthropicClients.streamed(
                anthropic,
                AnthropicClients.asking(MODEL, "Hi")
                        .putAdditionalHeader("x-serai-trace", "on")
                        .build());

        assertThat(whole._additionalProperties()).containsKey("serai");
        assertThat(AnthropicClients.text(streamed))
                .isEqualTo(AnthropicClients.text(whole))
                .isNotEmpty();
    }

    @Test
    void google_wholeAndStreamed_areAsWithoutIt() {
        GenerateContentResponse whole = google.models.generateContent(MODEL, "Hi", traced());
        StringBuilder streamed = new StringBuilder();
        try (ResponseStream<GenerateContentResponse> responses =
                google.models.generateContentStream(MODEL, "Hi", traced())) {
            responses.forEach(response -> streamed.append(response.text() == null ? "" : response.text()));
        }

        assertThat(whole.text()).isNotEmpty();
        assertThat(streamed).hasToString(whole.text());
    }
}
