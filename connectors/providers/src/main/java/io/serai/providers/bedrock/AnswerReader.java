package io.serai.providers.bedrock;

import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import io.serai.api.json.Json;
import io.serai.providers.http.Translation.MalformedException;
import io.serai.providers.http.Translator.Head;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer (<a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_ResponseSyntax">response
 * syntax</a>). Used once.
 */
final class AnswerReader {

    private final Expected expected;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<Object> details = new ArrayList<>(0);
    private final List<Object> calls = new ArrayList<>(0);
    private final List<Object> images = new ArrayList<>(0);
    private final List<Object> annotations = new ArrayList<>(0);
    private @Nullable String answer;

    AnswerReader(Expected expected) {
        this.expected = expected;
    }

    Map<String, Object> read(Map<String, Object> body, Head head) throws MalformedException {
        if (!(body.get("output") instanceof Map<?, ?> output)
                || !(output.get("message") instanceof Map<?, ?> said)
                || !(said.get("content") instanceof List<?> blocks)) {
            throw new MalformedException("expected output.message.content to be a list");
        }
        for (Object block : blocks) {
            if (block instanceof Map<?, ?> map) {
                block(map);
            }
        }
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message(blocks));
        StopReason reason = StopReason.of(body.get("stopReason"), calls.size());
        choice.put("finish_reason", reason.finishReason());
        reason.addTo(choice, body.get("additionalModelResponseFields"));
        ChatEnvelope envelope = expected.envelope(head, routedTo(body));
        Map<String, Object> whole = envelope.answer(List.of(choice), ConverseUsage.of(body.get("usage")));
        further(body, whole);
        return whole;
    }

    /** What goes beyond OpenAI's members, under Converse's names. */
    static void further(Map<String, Object> told, Map<String, Object> into) {
        for (String name : List.of("additionalModelResponseFields", "trace", "metrics", "performanceConfig")) {
            if (told.get(name) != null) {
                into.put(name, told.get(name));
            }
        }
        if (told.get("serviceTier") instanceof Map<?, ?> tier && tier.get("type") instanceof String type) {
            into.put("service_tier", type);
        }
    }

    private static String routedTo(Map<String, Object> body) {
        return body.get("trace") instanceof Map<?, ?> trace
                        && trace.get("promptRouter") instanceof Map<?, ?> router
                        && router.get("invokedModelId") instanceof String model
                ? model
                : "";
    }

    private void block(Map<?, ?> block) {
        if (block.get("text") instanceof String words) {
            text.append(words);
        } else if (block.get("toolUse") instanceof Map<?, ?> use) {
            toolUse(use);
        } else if (block.get("reasoningContent") instanceof Map<?, ?> thought) {
            ReasoningDetail detail = Reasoning.detail(thought, expected.reasoningFormat(), details.size());
            if (detail != null) {
                detail.readable().ifPresent(reasoning::append);
                details.add(detail.map());
            }
        } else if (block.get("citationsContent") instanceof Map<?, ?> cited) {
            cited(cited);
        } else if (block.get("image") instanceof Map<?, ?> image) {
            Map<String, Object> made = image(image.get("format"), image.get("source"));
            if (made != null) {
                images.add(made);
            }
        }
    }

    private void toolUse(Map<?, ?> use) {
        if (Expected.isServers(use)) {
            return;
        }
        Object input = use.get("input");
        String arguments = new String(Json.write(input == null ? Map.of() : input), StandardCharsets.UTF_8);
        String name = String.valueOf(use.get("name"));
        if (expected.isAnswer(name)) {
            answer = answer == null ? arguments : answer;
        } else {
            calls.add(ToolCall.of(
                            String.valueOf(use.get("toolUseId")),
                            expected.names().fromBedrock(name),
                            arguments)
                    .map());
        }
    }

    private void cited(Map<?, ?> cited) {
        int from = length();
        if (cited.get("content") instanceof List<?> content) {
            for (Object piece : content) {
                if (piece instanceof Map<?, ?> map && map.get("text") instanceof String words) {
                    text.append(words);
                }
            }
        }
        if (cited.get("citations") instanceof List<?> citations) {
            annotations.addAll(Citations.annotations(citations, from, length()));
        }
    }

    /** Of the text so far, in code points. */
    private int length() {
        return text.codePointCount(0, text.length());
    }

    /** An image that the model made, or null where its bytes are not at hand. */
    static @Nullable Map<String, Object> image(@Nullable Object format, @Nullable Object source) {
        if (!(source instanceof Map<?, ?> held) || !(held.get("bytes") instanceof String bytes)) {
            return null;
        }
        String url = "data:image/" + (format == null ? "png" : format) + ";base64," + bytes;
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("type", "image_url");
        image.put("image_url", Map.of("url", url));
        return image;
    }

    private Map<String, Object> message(List<?> blocks) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", content());
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        put(message, ReasoningDetail.MEMBER, details);
        put(message, "tool_calls", calls);
        put(message, "annotations", annotations);
        put(message, "images", images);
        if (expected.blocks() == Expected.Blocks.TOLD_VERBATIM) {
            message.put("native", Map.of(Conversation.NATIVE, blocks));
        }
        return message;
    }

    private String content() {
        if (answer == null) {
            return text.toString();
        }
        return expected.answersByToolAlone() ? answer : text + answer;
    }

    private static void put(Map<String, Object> message, String name, List<Object> values) {
        if (!values.isEmpty()) {
            message.put(name, values);
        }
    }
}
