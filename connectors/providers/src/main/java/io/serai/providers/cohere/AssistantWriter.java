package io.serai.providers.cohere;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ReasoningDetail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the model itself has said earlier: its text, its calls, and what it thought before them, if the thoughts are Cohere's. */
final class AssistantWriter {

    private final CohereModel model;
    private final Drops drops;

    AssistantWriter(CohereModel model, Drops drops) {
        this.model = model;
        this.drops = drops;
    }

    Map<String, Object> write(int index, Map<String, Object> message) {
        Map<String, Object> written = new LinkedHashMap<>(8);
        written.put("role", "assistant");
        List<String> thoughts = new ArrayList<>(0);
        StringBuilder plan = new StringBuilder(0);
        boolean calls = message.get("tool_calls") instanceof List<?> list && !list.isEmpty();
        reasoning(index, message, calls, thoughts, plan);
        if (!plan.isEmpty()) {
            written.put(Reasoning.PLAN, plan.toString());
        }
        Object content = content(index, message, thoughts);
        if (content != null && !("".equals(content) && calls)) {
            written.put("content", content);
        }
        List<Object> citations = new ArrayList<>(0);
        message.forEach((name, value) -> {
            switch (name) {
                // Told above, or made of what is told.
                case "role", "content", "refusal", "reasoning_details", "reasoning_content", "reasoning" -> {}
                case "tool_calls" -> {
                    if (calls) {
                        written.put(name, value);
                    }
                }
                case "tool_plan" -> written.put(name, value);
                case "citations" -> {
                    if (value instanceof List<?> own) {
                        citations.addAll(own);
                    }
                }
                case "annotations" -> annotations(index, value, citations);
                default -> drops.ofMessage(index, name, value);
            }
        });
        if (!citations.isEmpty()) {
            written.put("citations", citations);
        }
        return written;
    }

    private void reasoning(
            int index, Map<String, Object> message, boolean calls, List<String> thoughts, StringBuilder plan) {
        List<ReasoningDetail> details = ReasoningDetail.in(message);
        for (int i = 0; i < details.size(); i++) {
            ReasoningDetail detail = details.get(i);
            String text = detail.string("text").orElse("");
            if (text.isEmpty() || !detail.isOf(Reasoning.FORMAT)) {
                drops.add("messages[" + index + "].reasoning_details[" + i + "]");
            } else if (Reasoning.isPlan(detail)) {
                plan.append(text);
            } else if (model.thinks()) {
                thoughts.add(text);
            } else if (calls) {
                plan.append(text);
            } else {
                drops.add("messages[" + index + "].reasoning_details[" + i + "]");
            }
        }
        if (details.isEmpty()) {
            unsigned(index, message, calls, thoughts, plan);
        }
    }

    /** Reasoning of which nobody says whose it is. It is of use where the model goes on with what it had begun: between calls. */
    private void unsigned(
            int index, Map<String, Object> message, boolean calls, List<String> thoughts, StringBuilder plan) {
        if (!(message.get("reasoning_content") instanceof String text) || text.isEmpty()) {
            return;
        }
        if (!calls) {
            drops.add("messages[" + index + "].reasoning_content");
        } else if (model.thinks()) {
            thoughts.add(text);
        } else {
            plan.append(text);
        }
    }

    private @Nullable Object content(int index, Map<String, Object> message, List<String> thoughts) {
        Object said = message.get("content");
        if ((said == null || "".equals(said)) && message.get("refusal") instanceof String refusal) {
            said = refusal;
        }
        boolean plain = said == null || said instanceof CharSequence;
        if (thoughts.isEmpty() && plain) {
            return said;
        }
        List<Object> parts = new ArrayList<>(2);
        thoughts.forEach(thought -> parts.add(part("thinking", thought)));
        if (said instanceof List<?> given) {
            for (int i = 0; i < given.size(); i++) {
                given(given.get(i), "messages[" + index + "].content[" + i + "]", parts);
            }
        } else if (said instanceof CharSequence text && !text.isEmpty()) {
            parts.add(part("text", text.toString()));
        }
        return parts;
    }

    private void given(@Nullable Object part, String path, List<Object> parts) {
        if (part instanceof Map<?, ?> map && "thinking".equals(map.get("type")) && map.get("thinking") != null) {
            parts.add(map);
            return;
        }
        String text = part instanceof Map<?, ?> map
                ? new ContentPart(cast(map)).text().orElse(null)
                : part instanceof CharSequence chars ? chars.toString() : null;
        if (text == null) {
            drops.add(path);
            return;
        }
        parts.add(part("text", text));
        if (part instanceof Map<?, ?> map && map.get("cache_control") != null) {
            drops.add(path + ".cache_control");
        }
    }

    /** Cohere's citations are annotations with what they cite in Cohere's words. */
    private void annotations(int index, @Nullable Object value, List<Object> citations) {
        if (!(value instanceof List<?> annotations)) {
            drops.ofMessage(index, "annotations", value);
            return;
        }
        for (int i = 0; i < annotations.size(); i++) {
            if (annotations.get(i) instanceof Map<?, ?> annotation
                    && annotation.get("citation") instanceof Map<?, ?> citation
                    && citation.get("sources") instanceof List<?>) {
                citations.add(citation);
            } else {
                drops.add("messages[" + index + "].annotations[" + i + "]");
            }
        }
    }

    private static Map<String, Object> part(String type, String text) {
        Map<String, Object> part = new LinkedHashMap<>(4);
        part.put("type", type);
        part.put(type, text);
        return part;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
