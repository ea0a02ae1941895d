package io.serai.providers.responses;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a chat as input items (<a
 * href="https://platform.openai.com/docs/api-reference/responses/create#responses-create-input">source</a>).
 */
final class InputItems {

    private final List<String> dropped;

    InputItems(List<String> dropped) {
        this.dropped = dropped;
    }

    List<Object> of(@Nullable Object messages) {
        List<Object> items = new ArrayList<>();
        if (messages instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> message) {
                    message(cast(message), "messages[" + i + "]", items);
                }
            }
        }
        return items;
    }

    private void message(Map<String, Object> message, String at, List<Object> items) {
        String role = String.valueOf(message.get("role"));
        switch (role) {
            case "assistant" -> assistant(message, at, items);
            case "tool" -> items.add(result(message, at));
            case "function" -> dropped.add(at);
            default -> {
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("role", role);
                item.put("content", content(message.get("content"), at + ".content"));
                items.add(item);
            }
        }
        lost(message, at, "name", "cache_control", "audio", "function_call");
    }

    /** What the model said itself goes back as it came, where it came from here. */
    private void assistant(Map<String, Object> message, String at, List<Object> items) {
        if (message.get("native") instanceof Map<?, ?> own && own.get("responses") instanceof List<?> given) {
            items.addAll(given);
            return;
        }
        reasoning(message, at, items);
        List<Object> said = said(message, at);
        if (!said.isEmpty()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("type", "message");
            item.put("role", "assistant");
            item.put("content", said);
            items.add(item);
        }
        for (ToolCall call : ToolCall.in(message)) {
            items.add(call(call));
        }
    }

    private List<Object> said(Map<String, Object> message, String at) {
        List<Object> said = new ArrayList<>();
        List<ContentPart> parts = ContentPart.in(message.get("content"));
        for (int i = 0; i < parts.size(); i++) {
            ContentPart part = parts.get(i);
            switch (part.type()) {
                case "text" ->
                    said.add(Map.of("type", "output_text", "text", part.text().orElse("")));
                case "refusal" -> said.add(refusal(part.text().orElse("")));
                default -> dropped.add(at + ".content[" + i + "]");
            }
        }
        if (message.get("refusal") instanceof String refusal && !refusal.isEmpty()) {
            said.add(refusal(refusal));
        }
        return said;
    }

    private static Map<String, Object> refusal(String text) {
        return Map.of("type", "refusal", "refusal", text);
    }

    /** Elements with the same id were one item; each item goes where its first element is. */
    private void reasoning(Map<String, Object> message, String at, List<Object> items) {
        Map<String, Map<String, Object>> byId = new LinkedHashMap<>();
        for (ReasoningDetail detail : ReasoningDetail.in(message)) {
            if (!ReasoningDetail.OPENAI.equals(detail.map().get("format"))) {
                lose(at + "." + ReasoningDetail.MEMBER);
                continue;
            }
            Map<String, Object> item = byId.computeIfAbsent(detail.string("id").orElse(""), id -> item(id, items));
            add(detail, item);
        }
    }

    private static Map<String, Object> item(String id, List<Object> items) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("type", "reasoning");
        if (!id.isEmpty()) {
            item.put("id", id);
        }
        item.put("summary", new ArrayList<>());
        items.add(item);
        return item;
    }

    @SuppressWarnings("unchecked")
    private static void add(ReasoningDetail detail, Map<String, Object> item) {
        if (detail.is(ReasoningDetail.Type.ENCRYPTED)) {
            detail.string("data").ifPresent(data -> item.put("encrypted_content", data));
        } else if (detail.is(ReasoningDetail.Type.SUMMARY)) {
            List<Object> summary = (List<Object>) item.computeIfAbsent("summary", name -> new ArrayList<>());
            summary.add(Map.of("type", "summary_text", "text", detail.readable().orElse("")));
        } else {
            List<Object> content = (List<Object>) item.computeIfAbsent("content", name -> new ArrayList<>());
            content.add(
                    Map.of("type", "reasoning_text", "text", detail.readable().orElse("")));
        }
    }

    private static Map<String, Object> call(ToolCall call) {
        Map<String, Object> item = new LinkedHashMap<>();
        if ("custom".equals(call.map().get("type")) && call.map().get("custom") instanceof Map<?, ?> custom) {
            item.put("type", "custom_tool_call");
            item.put("call_id", call.id());
            item.put("name", custom.get("name"));
            item.put("input", custom.get("input"));
            return item;
        }
        item.put("type", "function_call");
        item.put("call_id", call.id());
        item.put("name", call.name());
        item.put("arguments", call.argumentsText());
        return item;
    }

    private Map<String, Object> result(Map<String, Object> message, String at) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("type", "function_call_output");
        item.put("call_id", message.get("tool_call_id"));
        item.put("output", content(message.get("content"), at + ".content"));
        if (Boolean.TRUE.equals(message.get("is_error"))) {
            dropped.add(at + ".is_error");
        }
        return item;
    }

    private @Nullable Object content(@Nullable Object content, String at) {
        if (!(content instanceof List<?>)) {
            return content;
        }
        List<ContentPart> parts = ContentPart.in(content);
        List<Object> written = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Map<String, Object> part = part(parts.get(i), at + "[" + i + "]");
            if (part != null) {
                written.add(part);
            }
        }
        return written;
    }

    private @Nullable Map<String, Object> part(ContentPart part, String at) {
        lost(part.map(), at, "cache_control", "title", "context", "citations");
        Map<String, Object> written = new LinkedHashMap<>();
        switch (part.type()) {
            case "text" -> {
                written.put("type", "input_text");
                written.put("text", part.text().orElse(""));
            }
            case "image_url" -> {
                written.put("type", "input_image");
                part.imageUrl().ifPresent(url -> written.put("image_url", url));
                copy(part.object("image_url"), written, "file_id", "detail");
            }
            case "file" -> {
                written.put("type", "input_file");
                copy(part.object("file"), written, "filename", "file_id", "file_url");
                part.fileData().ifPresent(data -> written.put("file_data", data.url()));
            }
            case "input_audio" -> {
                written.put("type", "input_audio");
                written.put("input_audio", part.map().get("input_audio"));
            }
            default -> {
                dropped.add(at);
                return null;
            }
        }
        return written;
    }

    private static void copy(Map<String, Object> from, Map<String, Object> to, String... names) {
        for (String name : names) {
            if (from.get(name) != null) {
                to.put(name, from.get(name));
            }
        }
    }

    private void lost(Map<String, Object> members, String at, String... names) {
        for (String name : names) {
            if (members.get(name) != null) {
                lose(at + "." + name);
            }
        }
    }

    private void lose(String field) {
        if (!dropped.contains(field)) {
            dropped.add(field);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
