package io.serai.providers.ollama;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of one stream; the one that is {@code done} has the counts. */
final class ChatLines implements Translation.Events {

    private final String asked;
    private final Instant receivedAt;
    private final OllamaErrors errors;
    private @Nullable AnswerHead head;
    private int calls;
    private boolean done;

    ChatLines(String asked, Instant receivedAt, OllamaErrors errors) {
        this.asked = asked;
        this.receivedAt = receivedAt;
        this.errors = errors;
    }

    @Override
    public @Nullable List<Map<String, Object>> chunks(String type, byte[] data) throws Translation.MalformedException {
        Map<String, Object> line = JsonObjects.of(data);
        SeraiException error = errors.within(line);
        if (error != null) {
            throw error;
        }
        if (done) {
            return List.of();
        }
        List<Map<String, Object>> chunks = new ArrayList<>(2);
        AnswerHead known = begun(line, chunks);
        pieces(ChatAnswer.said(line), known, chunks);
        logprobs(line, known.envelope(), chunks);
        if (Boolean.TRUE.equals(line.get("done"))) {
            done = true;
            chunks.add(finish(line, known.envelope()));
            Map<String, Object> last = known.envelope().usage(Counts.of(line));
            ChatAnswer.context(line, last);
            chunks.add(last);
        }
        return chunks;
    }

    @Override
    public boolean isComplete() {
        return done;
    }

    private AnswerHead begun(Map<String, Object> line, List<Map<String, Object>> chunks) {
        AnswerHead known = head;
        if (known == null) {
            known = AnswerHead.of(line, asked, receivedAt);
            head = known;
            chunks.add(known.envelope().chunk(0, ChatDelta.role()));
        }
        return known;
    }

    private void pieces(Map<?, ?> message, AnswerHead known, List<Map<String, Object>> chunks) {
        ChatEnvelope envelope = known.envelope();
        String thinking = ChatAnswer.text(message.get("thinking"));
        if (!thinking.isEmpty()) {
            chunks.add(envelope.chunk(0, Map.of("reasoning_content", thinking)));
        }
        String content = ChatAnswer.text(message.get("content"));
        if (!content.isEmpty()) {
            chunks.add(envelope.chunk(0, ChatDelta.text(content)));
        }
        List<Object> images = ChatAnswer.images(message);
        if (!images.isEmpty()) {
            chunks.add(envelope.chunk(0, Map.of("images", images)));
        }
        for (SaidCall call : SaidCall.in(message, known, calls)) {
            chunks.add(envelope.chunk(0, ChatDelta.toolCall(calls++, call.id(), call.name(), call.arguments())));
        }
    }

    private static void logprobs(Map<String, Object> line, ChatEnvelope envelope, List<Map<String, Object>> chunks) {
        Map<String, Object> logprobs = ChatAnswer.logprobs(line);
        if (logprobs != null) {
            Map<String, Object> choice = new LinkedHashMap<>();
            choice.put("index", 0);
            choice.put("delta", Map.of());
            choice.put("logprobs", logprobs);
            choice.put("finish_reason", null);
            // They belong to the piece that the line told last, if it told any.
            Map<String, Object> chunk =
                    chunks.isEmpty() ? envelope.chunk(0, Map.of()) : chunks.remove(chunks.size() - 1);
            if (chunk.get("choices") instanceof List<?> choices && choices.get(0) instanceof Map<?, ?> told) {
                choice.put("delta", told.get("delta"));
            }
            chunk.put("choices", List.of(choice));
            chunks.add(chunk);
        }
    }

    private Map<String, Object> finish(Map<String, Object> line, ChatEnvelope envelope) {
        DoneReason reason = DoneReason.of(line, calls > 0);
        Map<String, Object> chunk = envelope.finish(0, reason.canonical());
        chunk.put("choices", List.of(reason.choice()));
        return chunk;
    }
}
