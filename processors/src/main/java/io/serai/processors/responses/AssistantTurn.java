package io.serai.processors.responses;

import io.serai.api.chat.ReasoningDetail;
import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a model said in one go: items that become one message. */
final class AssistantTurn {

    /** Those of an item that the message has other words for, or no use. */
    private static final Set<String> OF_MESSAGE = Set.of("type", "id", "status", "role", "content");

    private static final Set<String> OF_CALL = Set.of("type", "id", "status", "call_id", "name", "arguments", "input");

    private final Map<String, Object> further = new LinkedHashMap<>();
    private final List<Object> parts = new ArrayList<>();
    private final List<Object> annotations = new ArrayList<>();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<Object> details = new ArrayList<>();
    private final List<Object> calls = new ArrayList<>();
    private final List<Object> images = new ArrayList<>();
    private final Map<String, Object> natives = new LinkedHashMap<>();
    private final List<Object> items = new ArrayList<>();
    private String response = "";
    private boolean hasNativeItems;
    private boolean hasMessage;

    /**
     * Whether a message, or reasoning, begins another turn: not where tool results are still to come, which must follow the message with
     * their calls, nor where its id tells that it is of the same response.
     */
    boolean isFollowedBy(Map<String, Object> item) {
        String of = ResponseIds.responseOf(Items.string(item, "id"));
        return hasMessage && calls.isEmpty() && (of.isEmpty() || !of.equals(response));
    }

    void message(Map<String, Object> item) {
        // A message of a chat is of one phase.
        hasNativeItems |= hasMessage && !Objects.equals(item.get("phase"), further.get("phase"));
        hasMessage = true;
        take(item);
        Object content = item.get("content");
        if (content instanceof String text) {
            parts.add(InputContent.part(Map.of("type", "input_text", "text", text)));
        }
        for (Map<String, Object> part : Items.in(content)) {
            if ("refusal".equals(part.get("type"))) {
                refusal.append(Items.string(part, "refusal"));
            } else {
                parts.add(InputContent.part(part));
                Items.in(part.get("annotations")).forEach(each -> annotations.add(Annotations.nested(each)));
            }
        }
        item.forEach((name, value) -> {
            if (!OF_MESSAGE.contains(name)) {
                further.put(name, value);
            }
        });
    }

    void call(Map<String, Object> item) {
        take(item);
        boolean isCustom = "custom_tool_call".equals(item.get("type"));
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("name", item.get("name"));
        String said = isCustom ? "input" : "arguments";
        inner.put(said, item.get(said));
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", item.get("call_id"));
        call.put("type", isCustom ? "custom" : "function");
        call.put(isCustom ? "custom" : "function", inner);
        item.forEach((name, value) -> {
            if (!OF_CALL.contains(name)) {
                call.put(name, value);
            }
        });
        calls.add(call);
    }

    /** Reasoning as this front end has told it, with all that its provider needs. */
    void reasoning(Seal seal) {
        for (Map<String, Object> detail : seal.details()) {
            details.add(detail);
            new ReasoningDetail(detail).readable().ifPresent(reasoning::append);
        }
        natives.putAll(seal.blocks());
        seal.openAiItem().ifPresent(this::take);
    }

    /**
     * Reasoning that nobody has sealed: OpenAI's own, or readable text of some model.
     *
     * @param item with an {@code id} where it may go back to OpenAI
     */
    void reasoning(Map<String, Object> item) {
        String id = Items.string(item, "id");
        boolean isOpenAis = ResponseIds.responseOf(id).isEmpty();
        if (isOpenAis) {
            takeReasoning(item);
            for (Map<String, Object> part : Items.in(item.get("summary"))) {
                detail(ReasoningDetail.Type.SUMMARY, id, "summary", Items.string(part, "text"));
            }
        }
        if (isOpenAis && item.get("encrypted_content") instanceof String data) {
            detail(ReasoningDetail.Type.ENCRYPTED, id, "data", data);
        }
        for (Map<String, Object> part : Items.in(item.get("content"))) {
            reasoning.append(Items.string(part, "text"));
        }
    }

    /** OpenAI takes reasoning only before what followed it; a chat tells all of it first. */
    private void takeReasoning(Map<String, Object> item) {
        hasNativeItems |= hasMessage || !calls.isEmpty();
        take(item);
    }

    private void take(Map<String, Object> item) {
        items.add(item);
        response = response.isEmpty() ? ResponseIds.responseOf(Items.string(item, "id")) : response;
    }

    private void detail(ReasoningDetail.Type type, String id, String member, String value) {
        ReasoningDetail detail = ReasoningDetail.of(type, ReasoningDetail.OPENAI, details.size());
        if (!id.isEmpty()) {
            detail = detail.with("id", id);
        }
        details.add(detail.with(member, value).map());
    }

    /** An item of a tool that the provider runs. */
    void nativeItem(Map<String, Object> item) {
        take(item);
        hasNativeItems = true;
        if ("image_generation_call".equals(item.get("type")) && item.get("result") instanceof String base64) {
            String format = item.get("output_format") instanceof String named ? named : "png";
            Map<String, Object> image = new LinkedHashMap<>();
            image.put("type", "image_url");
            image.put("image_url", Map.of("url", new DataUrl("image/" + format, base64).url()));
            images.add(image);
        }
    }

    Map<String, Object> toMessage() {
        Map<String, Object> message = new LinkedHashMap<>(further);
        message.put("role", "assistant");
        content(message);
        put(message, "refusal", refusal.isEmpty() ? List.of() : refusal.toString());
        put(message, "annotations", annotations);
        put(message, "reasoning_content", reasoning.isEmpty() ? List.of() : reasoning.toString());
        put(message, ReasoningDetail.MEMBER, details);
        put(message, "tool_calls", calls);
        put(message, "images", images);
        if (hasNativeItems) {
            natives.put("responses", items);
        }
        if (!natives.isEmpty()) {
            message.put("native", natives);
        }
        return message;
    }

    /** Plain text where that says all; nothing where a tool call or a refusal says it. */
    private void content(Map<String, Object> message) {
        if (parts.size() == 1
                && parts.get(0) instanceof Map<?, ?> part
                && part.size() == 2
                && "text".equals(part.get("type"))) {
            message.put("content", part.get("text"));
        } else if (!parts.isEmpty()) {
            message.put("content", parts);
        } else if (calls.isEmpty() && refusal.isEmpty()) {
            message.put("content", "");
        }
    }

    private static void put(Map<String, Object> message, String name, Object value) {
        if (!(value instanceof List<?> list && list.isEmpty())) {
            message.put(name, value);
        }
    }
}
