package io.serai.providers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.CallNotes;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.ProviderException;
import io.serai.providers.anthropic.AnthropicDialect;
import io.serai.providers.gemini.GeminiDialect;
import io.serai.providers.http.FaultServer;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.openai.OpenAiDialect;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.ProviderSettings;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider has told of the usage counts although its stream breaks off, or nobody wants the rest: it is going to be on its bill. */
@Timeout(60)
class BrokenOffUsageTest {

    private static Vertx vertx;
    private static UpstreamClient http;

    /**
     * The beginning of a stream.
     *
     * @param events that say something and tell a usage
     */
    private record Beginning(Dialect dialect, String events, long prompt, long completion) {
        @Override
        public String toString() {
            return dialect.name();
        }
    }

    static Stream<Beginning> beginnings() {
        return Stream.of(
                // vLLM with continuous_usage_stats tells it in each chunk:
                // https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
                new Beginning(
                        new OpenAiDialect(),
                        """
                        data: {"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":"a"}}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}

                        data: {"id":"1","choices":[{"index":0,"delta":{"content":"b"}}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}

                        """,
                        9,
                        2),
                // https://platform.claude.com/docs/en/build-with-claude/streaming
                new Beginning(
                        new AnthropicDialect(),
                        """
                        event: message_start
                        data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","content":[],"model":"c","stop_reason":null,"usage":{"input_tokens":25,"output_tokens":1}}}

                        event: content_block_start
                        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}

                        """,
                        25,
                        1),
                // https://ai.google.dev/api/generate-content#UsageMetadata
                new Beginning(
                        new GeminiDialect(),
                        """
                        data: {"candidates":[{"content":{"role":"model","parts":[{"text":"a"}]},"index":0}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":3,"totalTokenCount":10}}

                        """,
                        7,
                        3));
    }

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    }

    @AfterAll
    static void stop() throws Exception {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static ProviderCall call() {
        return new ProviderCall(
                Operation.CHAT,
                "m",
                ChatRequest.ofText("hello").map(),
                Timeouts.DEFAULT,
                Deadline.NEVER,
                new Cancellation(),
                new CallNotes(CallNotes.Losses.REPORTED));
    }

    private static ChatStream stream(Beginning beginning, FaultServer server, ProviderCall call) {
        ProviderSettings settings = new ProviderSettings(
                "acme", Optional.of(server.url()), Optional.of("key"), Map.of(), Map.of(), Timeouts.DEFAULT);
        return beginning.dialect().open(settings, http).stream(call);
    }

    private static void told(Beginning beginning, ProviderCall call) {
        Usage used = call.notes().used().orElseThrow();
        assertThat(used.promptTokens()).isEqualTo(beginning.prompt());
        assertThat(used.completionTokens()).isEqualTo(beginning.completion());
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void usage_toldBeforeTheStreamBreaks_isKnown(Beginning beginning) {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.streamHead();
            c.chunk(beginning.events());
        })) {
            ProviderCall call = call();
            ChatStream stream = stream(beginning, server, call);
            assertThatThrownBy(() -> stream.forEachRemaining(chunk -> {})).isInstanceOf(ProviderException.class);
            told(beginning, call);
        }
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void usage_toldBeforeTheStreamIsGivenUp_isKnown(Beginning beginning) {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.streamHead();
            c.chunk(beginning.events());
            c.awaitClosed();
        })) {
            ProviderCall call = call();
            try (ChatStream stream = stream(beginning, server, call)) {
                for (int i = 0; i < 2 && stream.isReady(); i++) {
                    stream.next();
                }
            }
            told(beginning, call);
        }
    }
}
