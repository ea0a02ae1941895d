package io.serai.providers.responses;

import static io.serai.providers.responses.AnswerReader.string;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stream of Responses' events as chunks (<a
 * href="https://platform.openai.com/docs/api-reference/responses-streaming">source</a>). What a server tells whole, without pieces before, is
 * told when its item is done, or at the latest when the response is.
 */
final class ResponsesEvents implements Translation.Events {

    private final ResponseFailures failures;
    private final String model;
    private final long receivedAt;

    private ChatEnvelope envelope;
    private List<Map<String, Object>> chunks = List.of();
    /** Positions of tool calls, by the output item that they are. */
    private final Map<Object, Integer> calls = new HashMap<>(4);
    /** Output items of which some piece has come: the whole that follows says nothing new. */
    private final Set<Object> told = new HashSet<>(4);

    private final Set<Object> done = new HashSet<>(4);
    private final StreamedReasoning reasoning;
    private final StreamedItems items = new StreamedItems();

    /** In code points, which citations count. */
    private int textLength;

    private int partStart;
    private boolean begun;
    private boolean complete;

    ResponsesEvents(ResponseFailures failures, String account, String model, long receivedAt) {
        this.failures = failures;
        this.reasoning = new StreamedReasoning(account);
        this.model = model;
        this.receivedAt = receivedAt;
        this.envelope = new ChatEnvelope("", receivedAt, model);
    }

    @Override
    public @Nullable List<Map<String, Object>> chunks(String type, byte[] data) throws Translation.MalformedException {
        if (data.length == 0 || data[0] == '[') {
            // Keep-alives, and the [DONE] of some servers that imitate OpenAI's.
            return complete ? null : List.of();
        }
        Map<String, Object> event = JsonObjects.of(data);
        chunks = new ArrayList<>(2);
        event(event.get("type") instanceof String named ? named : type, event);
        return chunks;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    private void event(String type, Map<String, Object> event) {
        switch (type) {
            case "response.created", "response.in_progress", "response.queued" -> begin(response(event));
            case "response.output_item.added" -> added(event);
            case "response.output_text.delta" -> text(output(event), event);
            case "response.refusal.delta" -> {
                told.add(output(event));
                tell(ChatDelta.refusal(string(event, "delta")));
            }
            case "response.function_call_arguments.delta" -> {
                told.add(output(event));
                tell(ChatDelta.toolArguments(call(output(event)), string(event, "delta")));
            }
            case "response.custom_tool_call_input.delta" -> {
                told.add(output(event));
                tell(customInput(call(output(event)), string(event, "delta")));
            }
            case "response.reasoning_summary_text.delta" ->
                reasoning(event, ReasoningDetail.Type.SUMMARY, event.get("summary_index"));
            case "response.reasoning_text.delta" ->
                reasoning(event, ReasoningDetail.Type.TEXT, event.get("content_index"));
            case "response.output_text.annotation.added" -> annotation(event.get("annotation"));
            case "response.content_part.added" -> partStart = textLength;
            case "response.output_item.done" -> {
                if (event.get("item") instanceof Map<?, ?> item) {
                    done(output(event), item);
                }
            }
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
            envelope = AnswerReader.envelope(response, model, receivedAt);
            chunks.add(envelope.chunk(0, ChatDelta.role()));
        }
    }

    private void added(Map<String, Object> event) {
        if (!(event.get("item") instanceof Map<?, ?> item)) {
            return;
        }
        switch (string(item, "type")) {
            case "function_call", "custom_tool_call" -> open(output(event), item, "");
            case "message" -> phase(output(event), item);
            default -> {
                // Told by its pieces, or when it is done.
            }
        }
    }

    private void open(Object output, Map<?, ?> item, String said) {
        boolean custom = "custom_tool_call".equals(item.get("type"));
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("index", call(output));
        call.putAll(custom ? AnswerReader.customCall(item, said) : AnswerReader.functionCall(item, said));
        tell(Map.of("tool_calls", List.of(call)));
    }

    private void phase(Object output, Map<?, ?> item) {
        if (item.get("phase") != null && items.isNew(output)) {
            tell(Map.of("phase", item.get("phase")));
        }
    }

    private void text(Object output, Map<String, Object> event) {
        told.add(output);
        text(string(event, "delta"), event.get("logprobs"));
    }

    private void text(String piece, @Nullable Object logprobs) {
        begin(Map.of());
        textLength += piece.codePointCount(0, piece.length());
        Map<String, Object> chunk = envelope.chunk(0, ChatDelta.text(piece));
        if (logprobs instanceof List<?> list
                && !list.isEmpty()
                && chunk.get("choices") instanceof List<?> choices
                && choices.get(0) instanceof Map<?, ?> choice) {
            Map<Object, Object> withLogprobs = new LinkedHashMap<>(choice);
            withLogprobs.put("logprobs", Map.of("content", list));
            chunk.put("choices", List.of(withLogprobs));
        }
        chunks.add(chunk);
    }

    private static Map<String, Object> customInput(int index, String piece) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("index", index);
        call.put("custom", Map.of("input", piece));
        return Map.of("tool_calls", List.of(call));
    }

    private void reasoning(Map<String, Object> event, ReasoningDetail.Type type, @Nullable Object part) {
        Object output = output(event);
        told.add(output);
        tell(reasoning.piece(output, type, part, string(event, "item_id"), string(event, "delta")));
    }

    private void annotation(@Nullable Object annotation) {
        if (annotation instanceof Map<?, ?> told) {
            tell(Map.of("annotations", List.of(AnswerReader.annotation(told, partStart))));
        }
    }

    private void done(Object output, Map<?, ?> item) {
        if (!done.add(output)) {
            return;
        }
        switch (string(item, "type")) {
            case "function_call" -> wholeCall(output, item, string(item, "arguments"));
            case "custom_tool_call" -> wholeCall(output, item, string(item, "input"));
            case "message" -> wholeMessage(output, item);
            case "reasoning" ->
                reasoning.whole(output, item, told.contains(output)).forEach(this::tell);
            default -> {
                // Told below, as it is.
            }
        }
        Map<String, Object> delta = new LinkedHashMap<>(2);
        AnswerReader.image(item).ifPresent(image -> delta.put("images", List.of(image)));
        List<Object> kept = items.done(item);
        if (!kept.isEmpty()) {
            delta.put("native", Map.of(NativeItems.NAME, kept));
        }
        if (!delta.isEmpty()) {
            tell(delta);
        }
    }

    private void wholeCall(Object output, Map<?, ?> item, String said) {
        if (!calls.containsKey(output)) {
            open(output, item, said);
        } else if (!told.contains(output) && !said.isEmpty()) {
            tell(
                    "custom_tool_call".equals(item.get("type"))
                            ? customInput(call(output), said)
                            : ChatDelta.toolArguments(call(output), said));
        }
    }

    private void wholeMessage(Object output, Map<?, ?> item) {
        phase(output, item);
        if (told.contains(output) || !(item.get("content") instanceof List<?> parts)) {
            return;
        }
        for (Object element : parts) {
            if (element instanceof Map<?, ?> part && part.get("text") instanceof String said) {
                partStart = textLength;
                text(said, part.get("logprobs"));
                if (part.get("annotations") instanceof List<?> annotations) {
                    annotations.forEach(this::annotation);
                }
            } else if (element instanceof Map<?, ?> part && part.get("refusal") instanceof String said) {
                tell(ChatDelta.refusal(said));
            }
        }
    }

    private void finish(Map<?, ?> response) {
        begin(response);
        if (response.get("output") instanceof List<?> output) {
            for (int i = 0; i < output.size(); i++) {
                if (output.get(i) instanceof Map<?, ?> item) {
                    done(key(item, i), item);
                }
            }
        }
        complete = true;
        chunks.add(envelope.finish(0, AnswerReader.finishReason(response, !calls.isEmpty())));
        AnswerReader.usage(response).ifPresent(usage -> {
            Map<String, Object> last = envelope.usage(usage);
            AnswerReader.serviceTier(response).ifPresent(tier -> last.put("service_tier", tier));
            chunks.add(last);
        });
    }

    /** A server that numbers nothing has spoken of an item by its id. */
    private Object key(Map<?, ?> item, int index) {
        Object id = item.get("id");
        boolean spoken = id != null && (told.contains(id) || done.contains(id) || calls.containsKey(id));
        return id != null && spoken ? id : index;
    }

    private void tell(Map<String, Object> delta) {
        begin(Map.of());
        chunks.add(envelope.chunk(0, delta));
    }

    private int call(Object output) {
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
