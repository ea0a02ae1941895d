package io.serai.providers.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/** AWS's own client understands the upstream that the other tests speak with: what that says is what Bedrock would say. */
@Timeout(60)
class BedrockFramingTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void answer_isUnderstood() throws Exception {
        try (BedrockUpstream upstream = new BedrockUpstream(vertx);
                BedrockRuntimeAsyncClient client = client(upstream.url("answering"))) {
            ConverseResponse answer = client.converse(request ->
                            request.modelId("us.anthropic.claude-v2:1").messages(hello()))
                    .get(20, TimeUnit.SECONDS);
            assertThat(answer.output().message().content().get(0).text()).isEqualTo("Hello");
            assertThat(answer.stopReason()).isEqualTo(StopReason.END_TURN);
            assertThat(answer.usage().totalTokens()).isEqualTo(5);
            assertThat(upstream.seen().get(0).path())
                    .isEqualTo("/answering" + ModelPath.of("us.anthropic.claude-v2:1", "converse"));
        }
    }

    @Test
    void refusal_isUnderstood() throws Exception {
        try (BedrockUpstream upstream = new BedrockUpstream(vertx);
                BedrockRuntimeAsyncClient client = client(upstream.url("refusing-400"))) {
            assertThatThrownBy(() -> client.converse(
                                    request -> request.modelId("m").messages(hello()))
                            .get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ValidationException.class);
        }
    }

    @Test
    void everyEvent_isUnderstood() throws Exception {
        List<ConverseStreamOutput> events = stream(Stream.of(
                        event("messageStart", Map.of("role", "assistant")),
                        delta(0, Map.of("reasoningContent", Map.of("text", "Hm."))),
                        delta(0, Map.of("reasoningContent", Map.of("signature", "EqoB"))),
                        delta(1, Map.of("reasoningContent", Map.of("redactedContent", "ZW5jcnlwdGVk"))),
                        delta(2, Map.of("text", "Grüße 🌍")),
                        event("contentBlockStop", Map.of("contentBlockIndex", 2)),
                        event(
                                "contentBlockStart",
                                Map.of(
                                        "contentBlockIndex",
                                        3,
                                        "start",
                                        Map.of("toolUse", Map.of("toolUseId", "a", "name", "t")))),
                        delta(3, Map.of("toolUse", Map.of("input", "{\"a\":"))),
                        delta(
                                4,
                                Map.of(
                                        "citation",
                                        Map.of("title", "T", "location", Map.of("web", Map.of("url", "https://a/"))))),
                        event("messageStop", Map.of("stopReason", "tool_use")),
                        event(
                                "metadata",
                                Map.of(
                                        "usage",
                                        Map.of(
                                                "inputTokens",
                                                1,
                                                "outputTokens",
                                                2,
                                                "totalTokens",
                                                6,
                                                "cacheReadInputTokens",
                                                3),
                                        "metrics",
                                        Map.of("latencyMs", 9))))
                .map(EventStreamFrames::of)
                .toList());
        assertThat(events).extracting(ConverseStreamOutput::sdkEventType).doesNotContainNull();
        assertThat(events)
                .extracting(event -> event.sdkEventType().toString())
                .containsExactly(
                        "messageStart",
                        "contentBlockDelta",
                        "contentBlockDelta",
                        "contentBlockDelta",
                        "contentBlockDelta",
                        "contentBlockStop",
                        "contentBlockStart",
                        "contentBlockDelta",
                        "contentBlockDelta",
                        "messageStop",
                        "metadata");
        assertThat(((ContentBlockDeltaEvent) events.get(1))
                        .delta()
                        .reasoningContent()
                        .text())
                .isEqualTo("Hm.");
        assertThat(((ContentBlockDeltaEvent) events.get(2))
                        .delta()
                        .reasoningContent()
                        .signature())
                .isEqualTo("EqoB");
        assertThat(((ContentBlockDeltaEvent) events.get(3))
                        .delta()
                        .reasoningContent()
                        .redactedContent())
                .isEqualTo(SdkBytes.fromUtf8String("encrypted"));
        assertThat(((ContentBlockDeltaEvent) events.get(4)).delta().text()).isEqualTo("Grüße 🌍");
        assertThat(((ContentBlockStartEvent) events.get(6)).start().toolUse().name())
                .isEqualTo("t");
        assertThat(((ContentBlockDeltaEvent) events.get(7)).delta().toolUse().input())
                .isEqualTo("{\"a\":");
        assertThat(((ContentBlockDeltaEvent) events.get(8))
                        .delta()
                        .citation()
                        .location()
                        .web()
                        .url())
                .isEqualTo("https://a/");
        assertThat(((MessageStopEvent) events.get(9)).stopReason()).isEqualTo(StopReason.TOOL_USE);
        assertThat(((ConverseStreamMetadataEvent) events.get(10)).usage().cacheReadInputTokens())
                .isEqualTo(3);
    }

    @Test
    void exceptionInAStream_isUnderstood() {
        List<byte[]> frames = Stream.of(
                        event("messageStart", Map.of("role", "assistant")),
                        Map.of(
                                "type",
                                "throttlingException",
                                "messageType",
                                "exception",
                                "data",
                                Map.of("message", "slow down")))
                .map(EventStreamFrames::of)
                .toList();
        assertThatThrownBy(() -> stream(frames)).hasRootCauseInstanceOf(ThrottlingException.class);
    }

    private List<ConverseStreamOutput> stream(List<byte[]> frames) throws Exception {
        List<ConverseStreamOutput> events = new CopyOnWriteArrayList<>();
        try (BedrockUpstream upstream = new BedrockUpstream(vertx, frames);
                BedrockRuntimeAsyncClient client = client(upstream.url("answering"))) {
            client.converseStream(
                            request -> request.modelId("m").messages(hello()),
                            ConverseStreamResponseHandler.builder()
                                    .onEventStream(
                                            (SdkPublisher<ConverseStreamOutput> all) -> all.subscribe(events::add))
                                    .build())
                    .get(20, TimeUnit.SECONDS);
        }
        return new ArrayList<>(events);
    }

    private static Map<String, Object> event(String type, Map<String, Object> data) {
        return Map.of("type", type, "data", data);
    }

    private static Map<String, Object> delta(int index, Map<String, Object> delta) {
        return event("contentBlockDelta", Map.of("contentBlockIndex", index, "delta", delta));
    }

    private static Message hello() {
        return Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText("Hi"))
                .build();
    }

    private static BedrockRuntimeAsyncClient client(String url) {
        return BedrockRuntimeAsyncClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(url))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }
}
