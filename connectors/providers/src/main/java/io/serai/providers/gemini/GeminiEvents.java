package io.serai.providers.gemini;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream of {@code GenerateContentResponse}s (<a href="https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent"
 * >source</a>). It has no terminal event: it is over when it ends and each candidate has said why. Only then are the ends told, for a
 * candidate may go on behind its {@code finishReason}, and the usage, which each event repeats.
 */
final class GeminiEvents implements Translation.Events {

    private final ChatCall call;
    private final Head head;
    private final TreeMap<Integer, StreamedCandidate> candidates = new TreeMap<>();
    private @Nullable ChatEnvelope envelope;
    private @Nullable CallIds ids;
    private @Nullable Map<?, ?> usage;
    private @Nullable Supplier<Usage> used;

    GeminiEvents(ChatCall call, Head head) {
        this.call = call;
        this.head = head;
    }

    @Override
    public List<Map<String, Object>> chunks(String type, byte[] data) throws Translation.MalformedException {
        used = null;
        if (isBlank(data)) {
            return List.of();
        }
        Map<String, Object> event = JsonObjects.of(data);
        SeraiException error = call.errors().within(event);
        if (error != null) {
            throw error;
        }
        List<Map<String, Object>> chunks = new ArrayList<>(4);
        ChatEnvelope known = envelope(event);
        for (Map<?, ?> piece : Nodes.objects(event.get("candidates"))) {
            candidate((int) Nodes.count(piece, "index"), known, chunks).add(piece, chunks);
        }
        Map<String, Object> blocked = candidates.isEmpty() ? Ending.blocked(event) : null;
        if (blocked != null) {
            candidate(0, known, chunks).add(blocked, chunks);
        }
        if (event.get("usageMetadata") instanceof Map<?, ?> metadata) {
            usage = metadata;
            used = () -> TokenUse.of(metadata);
        }
        return chunks;
    }

    @Override
    public @Nullable Supplier<Usage> used() {
        return used;
    }

    @Override
    public List<Map<String, Object>> rest() {
        List<Map<String, Object>> chunks = new ArrayList<>(2);
        candidates.values().forEach(candidate -> candidate.end(chunks));
        ChatEnvelope known = envelope;
        Map<?, ?> counts = usage;
        if (known != null && counts != null) {
            chunks.add(call.tiered(known.usage(TokenUse.of(counts)), counts, head));
        }
        return chunks;
    }

    @Override
    public boolean isComplete() {
        for (StreamedCandidate candidate : candidates.values()) {
            if (!candidate.isFinished()) {
                return false;
            }
        }
        return !candidates.isEmpty();
    }

    private ChatEnvelope envelope(Map<String, Object> event) {
        ChatEnvelope known = envelope;
        if (known == null) {
            known = call.envelope(event, head);
            envelope = known;
            ids = new CallIds(known.id());
        }
        return known;
    }

    private StreamedCandidate candidate(int index, ChatEnvelope known, List<Map<String, Object>> chunks) {
        StreamedCandidate candidate = candidates.get(index);
        if (candidate == null) {
            CallIds naming = ids == null ? new CallIds(known.id()) : ids;
            candidate = new StreamedCandidate(known, call.shape(), naming, index);
            candidates.put(index, candidate);
            chunks.add(known.chunk(index, ChatDelta.role()));
        }
        return candidate;
    }

    private static boolean isBlank(byte[] data) {
        for (byte b : data) {
            if (b < 0 || b > ' ') {
                return false;
            }
        }
        return true;
    }
}
