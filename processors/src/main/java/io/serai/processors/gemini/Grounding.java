package io.serai.processors.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an answer rests on: Gemini's own account of it where there is one, else OpenAI's {@code annotations} as {@code groundingMetadata}
 * (<a href="https://ai.google.dev/api/generate-content#GroundingMetadata">source</a>). Gemini counts bytes, OpenAI code points.
 */
final class Grounding {

    private final String text;
    private final Map<String, Integer> chunks = new LinkedHashMap<>(2);
    private final List<Map<String, Object>> sources = new ArrayList<>(2);
    private final List<Map<String, Object>> supports = new ArrayList<>(2);

    private Grounding(String text) {
        this.text = text;
    }

    /** Puts all accounts into a candidate. */
    static void tell(Node choice, List<Node> annotations, String text, Map<String, Object> candidate) {
        choice.copy("safety_ratings", candidate, "safetyRatings");
        choice.copy("citation_metadata", candidate, "citationMetadata");
        choice.copy("grounding_metadata", candidate, "groundingMetadata");
        choice.copy("url_context_metadata", candidate, "urlContextMetadata");
        if (!annotations.isEmpty() && !choice.has("citation_metadata") && !choice.has("grounding_metadata")) {
            Grounding grounding = new Grounding(text);
            annotations.forEach(grounding::add);
            if (!grounding.sources.isEmpty()) {
                candidate.put("groundingMetadata", grounding.map());
            }
        }
    }

    private void add(Node annotation) {
        Node cited = annotation.object("url_citation");
        String url = cited.string("url");
        if (url.isEmpty()) {
            return;
        }
        Integer chunk = chunks.get(url);
        if (chunk == null) {
            chunk = sources.size();
            chunks.put(url, chunk);
            Map<String, Object> web = new LinkedHashMap<>(4);
            web.put("uri", url);
            web.put("title", cited.string("title"));
            sources.add(Node.map("web", web));
        }
        if (cited.get("start_index") instanceof Number start && cited.get("end_index") instanceof Number end) {
            support(start.intValue(), end.intValue(), chunk);
        }
    }

    private void support(int start, int end, int chunk) {
        int from = position(start);
        int to = Math.max(position(end), from);
        Map<String, Object> segment = new LinkedHashMap<>();
        int startBytes = text.substring(0, from).getBytes(UTF_8).length;
        String said = text.substring(from, to);
        segment.put("startIndex", startBytes);
        segment.put("endIndex", startBytes + said.getBytes(UTF_8).length);
        segment.put("text", said);
        Map<String, Object> support = new LinkedHashMap<>();
        support.put("segment", segment);
        support.put("groundingChunkIndices", List.of(chunk));
        supports.add(support);
    }

    /** Where in the text so many code points end. */
    private int position(int points) {
        int most = text.codePointCount(0, text.length());
        return text.offsetByCodePoints(0, Math.min(Math.max(points, 0), most));
    }

    private Map<String, Object> map() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("groundingChunks", sources);
        if (!supports.isEmpty()) {
            metadata.put("groundingSupports", supports);
        }
        return metadata;
    }
}
