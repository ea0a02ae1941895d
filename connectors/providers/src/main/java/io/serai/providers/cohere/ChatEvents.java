package io.serai.providers.cohere;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.Usage;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Head;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events of one streamed answer (<a href="https://docs.cohere.com/docs/streaming">streaming</a>): {@code message-start}, a plan or content
 * blocks or calls or citations, each begun, continued and ended, and {@code message-end} with the usage.
 */
final class ChatEvents implements Translation.Events {

    private final String model;
    private final Optional<String> answerTool;
    private final CohereErrors errors;
    private final Head head;
    private final List<Map<String, Object>> chunks = new ArrayList<>(2);
    /** By the index of their events, which number calls from 0, and contents too. */
    private final Map<Integer, StreamedCall> calls = new LinkedHashMap<>(4);

    private @Nullable ChatEnvelope envelope;
    private int told;
    private int thoughts;
    private Object thought = "";
    private boolean complete;

    ChatEvents(String model, Optional<String> answerTool, CohereErrors errors, Head head) {
        this.model = model;
        this.answerTool = answerTool;
        this.errors = errors;
        this.head = head;
    }

    /** A call that has begun; {@code number} is -1 where it is the answer. */
    private static final class StreamedCall {
        private final int number;
        private boolean hasArguments;

        private StreamedCall(int number) {
            this.number = number;
        }
    }

    @Override
    public @Nullable List<Map<String, Object>> chunks(String type, byte[] data) throws Translation.MalformedException {
        if (data.length == 0) {
            return List.of();
        }
        // Clients of other services look for it, and some proxies add it.
        if (data[0] == '[') {
            return complete ? null : List.of();
        }
        Map<String, Object> event = JsonObjects.of(data);
        Object kind = event.get("type");
        chunks.clear();
        read(kind instanceof String word ? word : type, event);
        return chunks.isEmpty() ? List.of() : new ArrayList<>(chunks);
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    private void read(String type, Map<String, Object> event) {
        if (complete) {
            return;
        }
        Map<?, ?> delta = BilledUsage.object(event.get("delta"));
        Map<?, ?> message = BilledUsage.object(delta.get("message"));
        switch (type) {
            case "message-start" -> begin(event.get("id"));
            case "content-start", "content-delta" -> content(event, message.get("content"));
            case "tool-plan-delta" -> plan(message.get("tool_plan"));
            case "tool-call-start" -> callStart(index(event), call(message));
            case "tool-call-delta" -> arguments(index(event), call(message));
            case "tool-call-end" -> callEnd(index(event));
            case "citation-start" -> citations(message.get("citations"));
            case "message-end" -> end(event, delta);
            case "error" -> throw errors.event(event);
            default -> {
                // An error in the middle has nothing but its message.
                if (!event.containsKey("type") && event.get("message") instanceof String) {
                    throw errors.event(event);
                }
            }
        }
    }

    private ChatEnvelope begin(@Nullable Object id) {
        ChatEnvelope known = envelope;
        if (known == null) {
            known = AnswerReader.envelope(id, head, model);
            envelope = known;
            chunks.add(known.chunk(0, ChatDelta.role()));
        }
        return known;
    }

    private Map<String, Object> tell(Map<String, Object> delta) {
        Map<String, Object> chunk = begin(null).chunk(0, delta);
        chunks.add(chunk);
        return chunk;
    }

    private void content(Map<String, Object> event, @Nullable Object told) {
        if (!(told instanceof Map<?, ?> content)) {
            return;
        }
        Map<String, Object> chunk = null;
        if (content.get("thinking") instanceof String words && !words.isEmpty()) {
            chunk = thought(event.getOrDefault("index", 0), Reasoning.thought(thoughts, words));
        }
        if (content.get("text") instanceof String words && !words.isEmpty()) {
            chunk = tell(ChatDelta.text(words));
        }
        Map<String, Object> logprobs = chunk == null ? null : Logprobs.of(event.get("logprobs"));
        if (logprobs != null) {
            choice(chunk).put("logprobs", logprobs);
        }
    }

    private void plan(@Nullable Object words) {
        if (words instanceof String text && !text.isEmpty()) {
            thought(Reasoning.PLAN, Reasoning.plan(thoughts, text));
        }
    }

    /** A piece of a block of thoughts, or of a plan: pieces of the same bear the same index. */
    private Map<String, Object> thought(Object block, ReasoningDetail piece) {
        if (!thought.equals("") && !thought.equals(block)) {
            thoughts++;
        }
        thought = block;
        Map<String, Object> numbered = piece.map();
        numbered.put("index", thoughts);
        return tell(ChatDelta.reasoning(new ReasoningDetail(numbered)));
    }

    /** An object as it is documented; a list of one, as the description has it. */
    private static Map<?, ?> call(Map<?, ?> message) {
        Object calls = message.get("tool_calls");
        return BilledUsage.object(calls instanceof List<?> list && !list.isEmpty() ? list.get(0) : calls);
    }

    private void callStart(int index, Map<?, ?> call) {
        Map<?, ?> function = BilledUsage.object(call.get("function"));
        String name = String.valueOf(function.get("name"));
        StreamedCall begun = new StreamedCall(answerTool.filter(name::equals).isPresent() ? -1 : told++);
        calls.put(index, begun);
        if (begun.number >= 0) {
            tell(ChatDelta.toolCall(begun.number, String.valueOf(call.get("id")), name));
        }
        arguments(index, call);
    }

    private void arguments(int index, Map<?, ?> call) {
        StreamedCall known = calls.get(index);
        Object piece = BilledUsage.object(call.get("function")).get("arguments");
        if (known != null && piece instanceof String words && !words.isEmpty()) {
            known.hasArguments = true;
            tell(known.number < 0 ? ChatDelta.text(words) : ChatDelta.toolArguments(known.number, words));
        }
    }

    private void callEnd(int index) {
        StreamedCall known = calls.remove(index);
        if (known != null && !known.hasArguments) {
            String none = AnswerReader.arguments(null);
            tell(known.number < 0 ? ChatDelta.text(none) : ChatDelta.toolArguments(known.number, none));
        }
    }

    private void citations(@Nullable Object told) {
        List<Object> annotations = new ArrayList<>(1);
        if (told instanceof List<?> several) {
            several.forEach(citation -> annotations.add(AnswerReader.annotation(citation)));
        } else if (told != null) {
            annotations.add(AnswerReader.annotation(told));
        }
        if (!annotations.isEmpty()) {
            tell(Map.of("annotations", annotations));
        }
    }

    private void end(Map<String, Object> event, Map<?, ?> delta) {
        ChatEnvelope begun = begin(event.get("id"));
        for (Integer open : new ArrayList<>(calls.keySet())) {
            callEnd(open);
        }
        EndOfAnswer end = EndOfAnswer.of(delta.get("finish_reason"), told, delta.get("error"), errors);
        Map<String, Object> finish = begun.finish(0, end.finishReason());
        end.addTo(choice(finish));
        chunks.add(finish);
        Usage usage = BilledUsage.ofChat(delta.get("usage"));
        if (usage != null) {
            chunks.add(begun.usage(usage));
        }
        complete = true;
    }

    private static int index(Map<String, Object> event) {
        return event.get("index") instanceof Number number ? number.intValue() : 0;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> choice(@Nullable Map<String, Object> chunk) {
        return chunk != null
                        && chunk.get("choices") instanceof List<?> choices
                        && choices.get(0) instanceof Map<?, ?> choice
                ? (Map<String, Object>) choice
                : new LinkedHashMap<>();
    }
}
