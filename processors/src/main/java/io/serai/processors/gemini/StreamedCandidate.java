package io.serai.processors.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One candidate of a stream, told piece by piece. */
final class StreamedCandidate {

    private static final Set<String> OF_A_PIECE = Set.of("index", "delta", "logprobs");

    private final long index;
    private final CandidateParts said;
    private final Map<String, Object> choice = new LinkedHashMap<>(4);
    private final List<Node> annotations = new ArrayList<>(0);
    private boolean isFinished;

    StreamedCandidate(long index, Thoughts thoughts) {
        this.index = index;
        this.said = new CandidateParts(thoughts);
    }

    /** Takes a choice of a chunk. Gives back the candidate that tells it, null where there is nothing to tell yet. */
    @Nullable
    Map<String, Object> add(Node piece) {
        Node delta = piece.object("delta");
        said.add(delta);
        annotations.addAll(delta.objects("annotations"));
        for (Map.Entry<String, Object> member : piece.map().entrySet()) {
            if (member.getValue() != null && !OF_A_PIECE.contains(member.getKey())) {
                choice.put(member.getKey(), member.getValue());
            }
        }
        if (piece.has("finish_reason") && !isFinished) {
            // Calls are told with the reason, as Gemini does.
            isFinished = true;
            said.end();
            return piece.has("logprobs") ? candidate(said.take(), piece) : null;
        }
        List<Map<String, Object>> parts = isFinished ? List.of() : said.take();
        return parts.isEmpty() && !piece.has("logprobs") ? null : candidate(parts, piece);
    }

    private Map<String, Object> candidate(List<Map<String, Object>> parts, Node piece) {
        Map<String, Object> candidate = new LinkedHashMap<>();
        candidate.put("content", ContentShape.content(parts));
        candidate.put("index", index);
        LogprobWords.tell(piece, candidate);
        return candidate;
    }

    /** What is told last. SDKs drop a turn whose last event has a content without parts: an empty text is Gemini's own way. */
    Map<String, Object> end() {
        if (!isFinished) {
            said.end();
        }
        List<Map<String, Object>> rest = said.take();
        Map<String, Object> candidate = new LinkedHashMap<>();
        candidate.put("content", ContentShape.content(rest.isEmpty() ? List.of(Node.map("text", "")) : rest));
        Node told = new Node(choice);
        Ending.tell(told, said, candidate);
        candidate.put("index", index);
        Grounding.tell(told, annotations, said.text(), candidate);
        told.copy("avg_logprobs", candidate, "avgLogprobs");
        return candidate;
    }
}
