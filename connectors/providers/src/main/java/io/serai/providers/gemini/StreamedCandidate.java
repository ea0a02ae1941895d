package io.serai.providers.gemini;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One candidate of a stream, turned into chunks as it comes. */
final class StreamedCandidate implements Said {

    private final ChatEnvelope envelope;
    private final int index;
    private final PartReader parts;
    private final @Nullable NativeParts verbatim;
    private final StringBuilder text = new StringBuilder();
    /** What it rests on and how it was rated, as told last. */
    private final Map<String, Object> told = new LinkedHashMap<>(4);

    private @Nullable AudioPieces audio;
    private boolean finished;
    private List<Map<String, Object>> chunks = List.of();

    StreamedCandidate(ChatEnvelope envelope, CallShape shape, CallIds ids, int index) {
        this.envelope = envelope;
        this.index = index;
        this.parts = new PartReader(this, shape, ids, index);
        this.verbatim = shape.keepsNative() ? new NativeParts() : null;
    }

    boolean isFinished() {
        return finished;
    }

    /** Adds the chunks of a piece of the candidate. */
    void add(Map<?, ?> piece, List<Map<String, Object>> to) {
        chunks = to;
        int before = chunks.size();
        for (Object part : Nodes.object(piece, "content").get("parts") instanceof List<?> list ? list : List.of()) {
            if (part instanceof Map<?, ?> map) {
                parts.read(map);
                if (verbatim != null) {
                    verbatim(verbatim.add(map));
                }
            }
        }
        if (piece.get("logprobsResult") instanceof Map<?, ?> logprobs) {
            logprobs(Logprobs.of(logprobs), before);
        }
        remember(piece);
        finished |= Ending.word(piece) != null;
    }

    /** Adds what is to be told when there are no further pieces. */
    void end(List<Map<String, Object>> to) {
        chunks = to;
        if (audio != null) {
            String rest = audio.end();
            if (!rest.isEmpty()) {
                delta(Nodes.of("audio", Nodes.of("data", rest)));
            }
        }
        if (verbatim != null) {
            verbatim(verbatim.rest());
        }
        List<Map<String, Object>> annotations = Annotations.of(told, text.toString(), parts);
        if (!annotations.isEmpty()) {
            delta(Nodes.of("annotations", annotations));
        }
        Map<String, Object> chunk = envelope.finish(index, Ending.reason(told, parts.hasCalls()));
        choice(chunk).putAll(Ending.further(told));
        chunks.add(chunk);
    }

    @Override
    public void text(String piece) {
        text.append(piece);
        delta(ChatDelta.text(piece));
    }

    @Override
    public void reasoning(ReasoningDetail detail) {
        delta(ChatDelta.reasoning(detail));
    }

    @Override
    public void call(int position, Map<String, Object> call) {
        Map<String, Object> numbered = new LinkedHashMap<>();
        numbered.put("index", position);
        numbered.putAll(call);
        delta(Nodes.of("tool_calls", List.of(numbered)));
    }

    @Override
    public void image(Map<String, Object> image) {
        delta(Nodes.of("images", List.of(image)));
    }

    @Override
    public void audio(Map<String, Object> piece) {
        AudioPieces pieces = audio;
        boolean first = pieces == null;
        if (pieces == null) {
            pieces = new AudioPieces();
            audio = pieces;
        }
        String data = pieces.add(String.valueOf(piece.get("data")));
        if (first) {
            piece.put("data", data);
            delta(Nodes.of("audio", piece));
        } else if (!data.isEmpty()) {
            delta(Nodes.of("audio", Nodes.of("data", data)));
        }
    }

    private void verbatim(List<Map<String, Object>> whole) {
        if (!whole.isEmpty()) {
            delta(Nodes.of("native", NativeParts.told(whole)));
        }
    }

    private void logprobs(Map<String, Object> logprobs, int before) {
        if (chunks.size() == before) {
            delta(Map.of());
        }
        choice(chunks.get(before)).put("logprobs", logprobs);
    }

    /** Each piece of a stream repeats its ratings, and the last tells what it rests on. */
    private void remember(Map<?, ?> piece) {
        for (Map.Entry<?, ?> member : piece.entrySet()) {
            String name = String.valueOf(member.getKey());
            if (!name.equals("content") && !name.equals("index") && !name.equals("logprobsResult")) {
                told.put(name, member.getValue());
            }
        }
    }

    private void delta(Map<String, Object> delta) {
        chunks.add(envelope.chunk(index, delta));
    }

    private static Map<String, Object> choice(Map<String, Object> chunk) {
        return Nodes.cast((Map<?, ?>) ((List<?>) Objects.requireNonNull(chunk.get("choices"))).get(0));
    }
}
