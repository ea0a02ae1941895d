package io.serai.gateway.sdk;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import io.serai.gateway.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Anthropic's SDK as an application makes it and uses it. */
final class AnthropicClients {

    /** A client that gives up at the first failure. */
    static AnthropicClient of(TestGateway gateway) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(gateway.uri("").toString())
                .apiKey("sk-anything")
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    static MessageCreateParams.Builder asking(String model, String text) {
        return MessageCreateParams.builder().model(model).maxTokens(4096).addUserMessage(text);
    }

    /** The message that a stream tells, as the SDK puts it together. */
    static Message streamed(AnthropicClient client, MessageCreateParams request) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(request)) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    static String text(Message message) {
        StringBuilder text = new StringBuilder();
        message.content().stream().flatMap(block -> block.text().stream()).forEach(block -> text.append(block.text()));
        return text.toString();
    }

    /** What a message is made of, by type. */
    static List<String> kinds(Message message) {
        return message.content().stream().map(AnthropicClients::kind).toList();
    }

    private static String kind(ContentBlock block) {
        if (block.isText()) {
            return "text";
        }
        if (block.isThinking()) {
            return "thinking";
        }
        return block.isToolUse() ? "tool_use" : block.isRedactedThinking() ? "redacted_thinking" : "other";
    }

    static Tool weather() {
        return Tool.builder()
                .name("get_weather")
                .description("The weather in a city")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                                .build())
                        .required(List.of("city"))
                        .build())
                .build();
    }

    /** The question again, the assistant's turn as it was, and what its only tool call gave. */
    static MessageCreateParams goingOn(MessageCreateParams asked, Message turn, String result) {
        String call = turn.content().stream()
                .flatMap(block -> block.toolUse().stream())
                .findFirst()
                .orElseThrow()
                .id();
        return asked.toBuilder()
                .addMessage(turn)
                .addUserMessageOfContentBlockParams(
                        List.of(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                                .toolUseId(call)
                                .content(result)
                                .build())))
                .build();
    }

    private AnthropicClients() {}
}
