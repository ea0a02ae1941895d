package io.serai.providers.responses;

import static io.serai.providers.responses.AnswerReader.string;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.Usage;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.responses.AnswerReader.Items;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One stream of Responses' events as chunks (<a
 * href="https://platform.openai.com/docs/api-reference/responses-streaming">source</a>).
 */
final class ResponsesEvents implements Translation.Events {

    private final ResponseFailures failures;
    private final Items items;

    private ChatEnvelope envelope = new ChatEnvelope("", 0, "");
    private final List<Map<String, Object>> chunks = new ArrayList<>(2);
    /** Positions of tool calls, by the output item that they are. */
    private final Map<Object, Integer> calls = new HashMap<>();
    /** Output items of which some delta has come: the whole that follows says nothing new. */
    private final Map<Object, Boolean> told = new HashMap<>();
    /** Positions of pieces of reasoning, by item and part. */
    private final Map<String, Integer> details = new HashMap<>();

    private int textLength;
    private int partStart;
    private boolean begun;
    private boolean complete;

    ResponsesEvents(ResponseFailures failures, Items items) {
        this.failures = failures;
        this.items = items;
    }

    @Override
    public @Nullable List<Map<String, Object>> chunks(String type, byte[] data) throws Translation.MalformedException {
        if (data.length == 0 || data[0] == '[') {
            // Keep-alives, and the [DONE] of some servers that imitate OpenAI's.
            return complete ? null : List.of();
        }
        Map<String, Object> event = JsonObjects.of(data);
        chunks.clear();
        event(event.get("type") instanceof String named ? named : type, event);
        return List.copyOf(chunks);
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    private void event(String type, Map<String, Object> event) {
        switch (type) {
            case "response.created", "response.in_progress", "response.queued" -> begin(response(event));
            case "response.output_item.added" -> added(event);
            case "response.output_text.delta" -> text(event);
            case "response.refusal.delta" -> tell(ChatDelta.refusal(string(event, "delta")));
            case "response.function_call_arguments.delta" -> arguments(event);
            case "response.function_call_arguments.done" -> wholeArguments(event);
            case "response.custom_tool_call_input.delta" -> customInput(event);
            case "response.reasoning_summary_text.delta" ->
                reasoning(event, ReasoningDetail.Type.SUMMARY, "summary", "summary_index");
            case "response.reasoning_text.delta" ->
                reasoning(event, ReasoningDetail.Type.TEXT, "text", "content_index");
            case "response.output_text.annotation.added" -> annotation(event);
            case "response.content_part.added" -> partStart = textLength;
            case "response.output_item.done" -> done(event);
            case "response.completed", "response.incomplete" -> finish(response(event));
            case "response.failed" -> throw failures.of(error(response(event)));
            case "error" -> throw failures.of(event);
            default -> {
                // The wholes of what came as deltas, the progress of tools, and whatever is new.
            }
        }
    }

    private void begin(Map<?, ?> response) {
        if (!begun) {
            begun = true;
            envelope = AnswerReader.envelope(response);
            tell(ChatDelta.role());
        }
    }

    private void added(Map<String, Object> event) {
        if (!(event.get("item") instanceof Map<?, ?> item)) {
            return;
        }
        switch (string(item, "type")) {
            case "function_call" ->
                tell(ChatDelta.toolCall(call(event), string(item, "call_id"), string(item, "name")));
            case "custom_tool_call" -> {
                Map<String, Object> call = new LinkedHashMap<>();
                call.put("index", call(event));
                call.put("id", item.get("call_id"));
                call.put("type", "custom");
                call.put("custom", new LinkedHashMap<>(Map.of("name", string(item, "name"), "input", "")));
                tell(Map.of("tool_calls", List.of(call)));
            }
            default -> {
                // Told by its pieces, or when it is done.
            }
        }
    }

    private void text(Map<String, Object> event) {
        String piece = string(event, "delta");
        textLength += piece.length();
        Map<String, Object> chunk = envelope.chunk(0, ChatDelta.text(piece));
        if (event.get("logprobs") instanceof List<?> logprobs
                && !logprobs.isEmpty()
                && chunk.get("choices") instanceof List<?> choices
                && choices.get(0) instanceof Map<?, ?> choice) {
            Map<Object, Object> withLogprobs = new LinkedHashMap<>(choice);
            withLogprobs.put("logprobs", Map.of("content", logprobs));
            chunk.put("choices", List.of(withLogprobs));
        }
        chunks.add(chunk);
    }

    private void arguments(Map<String, Object> event) {
        told.put(output(event), true);
        tell(ChatDelta.toolArguments(call(event), string(event, "delta")));
    }

    private void wholeArguments(Map<String, Object> event) {
        if (told.putIfAbsent(output(event), true) == null) {
            tell(ChatDelta.toolArguments(call(event), string(event, "arguments")));
        }
    }

    private void customInput(Map<String, Object> event) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("index", call(event));
        call.put("custom", Map.of("input", string(event, "delta")));
        tell(Map.of("tool_calls", List.of(call)));
    }

    private void reasoning(Map<String, Object> event, ReasoningDetail.Type type, String member, String part) {
        String key = output(event) + "/" + type + "/" + event.get(part);
        Integer known = details.get(key);
        int index = known == null ? details.size() : known;
        details.put(key, index);
        told.put(output(event), true);
        String piece = string(event, "delta");
        ReasoningDetail detail =
                AnswerReader.detail(type, index, string(event, "item_id")).with(member, piece);
        Map<String, Object> delta = ChatDelta.reasoning(detail);
        if (known == null && index > 0) {
            delta.put("reasoning_content", "\n\n" + piece);
        }
        tell(delta);
    }

    private void annotation(Map<String, Object> event) {
        if (event.get("annotation") instanceof Map<?, ?> annotation) {
            tell(Map.of("annotations", List.of(AnswerReader.annotation(annotation, partStart))));
        }
    }

    private void done(Map<String, Object> event) {
        if (!(event.get("item") instanceof Map<?, ?> item)) {
            return;
        }
        if ("reasoning".equals(item.get("type"))
                && item.get("encrypted_content") instanceof String data
                && !data.isEmpty()) {
            int index = details.size();
            details.put(output(event) + "/encrypted", index);
            tell(ChatDelta.reasoning(AnswerReader.detail(ReasoningDetail.Type.ENCRYPTED, index, string(item, "id"))
                    .with("data", data)));
        }
        if (items == Items.KEPT) {
            tell(Map.of("native", Map.of("responses", List.of(item))));
        }
    }

    private void finish(Map<?, ?> response) {
        begin(response);
        complete = true;
        Map<String, Object> finish = envelope.finish(0, AnswerReader.finishReason(response, !calls.isEmpty()));
        chunks.add(finish);
        Map<String, Object> last = envelope.usage(AnswerReader.usage(response).orElseGet(() -> Usage.of(0, 0)));
        AnswerReader.serviceTier(response).ifPresent(tier -> last.put("service_tier", tier));
        chunks.add(last);
    }

    private void tell(Map<String, Object> delta) {
        chunks.add(envelope.chunk(0, delta));
    }

    private int call(Map<String, Object> event) {
        Object output = output(event);
        Integer known = calls.get(output);
        if (known == null) {
            known = calls.size();
            calls.put(output, known);
        }
        return known;
    }

    private static Object output(Map<String, Object> event) {
        Object index = event.get("output_index");
        return index == null ? String.valueOf(event.get("item_id")) : index;
    }

    private static Map<?, ?> response(Map<String, Object> event) {
        return event.get("response") instanceof Map<?, ?> response ? response : Map.of();
    }

    private static Map<?, ?> error(Map<?, ?> response) {
        return response.get("error") instanceof Map<?, ?> error ? error : Map.of();
    }
}
