package io.serai.providers.gemini;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer rests on, as OpenAI's {@code annotations}: <a
 * href="https://ai.google.dev/api/generate-content#GroundingMetadata">groundingMetadata</a> and <a
 * href="https://ai.google.dev/api/generate-content#citationmetadata">citationMetadata</a>. Gemini counts bytes, OpenAI code
 * points.
 */
final class Annotations {

    private final String text;
    private final List<Map<String, Object>> annotations = new ArrayList<>();
    private byte @Nullable [] utf8;

    private final PartReader parts;

    private Annotations(String text, PartReader parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * @param candidate with what it rests on
     * @param text that it said
     * @param parts that the text came in
     */
    static List<Map<String, Object>> of(Map<?, ?> candidate, String text, PartReader parts) {
        Annotations made = new Annotations(text, parts);
        if (candidate.get("groundingMetadata") instanceof Map<?, ?> grounding) {
            made.grounding(grounding);
        }
        if (candidate.get("citationMetadata") instanceof Map<?, ?> citations) {
            // Vertex calls them citations.
            Object sources = citations.get("citationSources");
            made.citations(Nodes.objects(sources == null ? citations.get("citations") : sources));
        }
        return made.annotations;
    }

    private void grounding(Map<?, ?> grounding) {
        List<?> chunks = grounding.get("groundingChunks") instanceof List<?> list ? list : List.of();
        List<Map<?, ?>> supports = Nodes.objects(grounding.get("groundingSupports"));
        for (Map<?, ?> support : supports) {
            Map<?, ?> segment = Nodes.object(support, "segment");
            int part = parts.start((int) Nodes.count(segment, "partIndex"));
            int start = chars(part, Nodes.count(segment, "startIndex"));
            int end = chars(part, Nodes.count(segment, "endIndex"));
            if (support.get("groundingChunkIndices") instanceof List<?> indices) {
                for (Object index : indices) {
                    if (index instanceof Number n && n.intValue() >= 0 && n.intValue() < chunks.size()) {
                        chunk(chunks.get(n.intValue()), start, end);
                    }
                }
            }
        }
        if (supports.isEmpty()) {
            for (Object chunk : chunks) {
                chunk(chunk, 0, text.length());
            }
        }
    }

    /** One of {@code web}, {@code maps}, {@code retrievedContext}, {@code image}. */
    private void chunk(@Nullable Object chunk, int start, int end) {
        if (chunk instanceof Map<?, ?> kinds) {
            for (Object kind : kinds.values()) {
                if (kind instanceof Map<?, ?> source) {
                    String uri = Nodes.text(source, "uri");
                    add(uri == null ? Nodes.text(source, "sourceUri") : uri, source, start, end);
                }
            }
        }
    }

    private void citations(List<Map<?, ?>> citations) {
        for (Map<?, ?> citation : citations) {
            String uri = Nodes.text(citation, "uri");
            if (uri == null) {
                annotations.add(Nodes.of("type", "citation_source", "citation_source", citation));
            } else {
                add(
                        uri,
                        citation,
                        chars(0, Nodes.count(citation, "startIndex")),
                        chars(0, Nodes.count(citation, "endIndex")));
            }
        }
    }

    private void add(@Nullable String uri, Map<?, ?> source, int start, int end) {
        if (uri == null) {
            return;
        }
        Map<String, Object> citation = new LinkedHashMap<>(8);
        citation.put("start_index", text.codePointCount(0, start));
        citation.put("end_index", text.codePointCount(0, end));
        citation.put("url", uri);
        String title = Nodes.text(source, "title");
        citation.put("title", title == null ? "" : title);
        annotations.add(Nodes.of("type", "url_citation", "url_citation", citation));
    }

    /** The position in the text so many bytes behind another. */
    private int chars(int from, long bytes) {
        byte[] encoded = utf8;
        if (encoded == null) {
            encoded = text.getBytes(StandardCharsets.UTF_8);
            utf8 = encoded;
        }
        if (encoded.length == text.length()) {
            // All ASCII, whose characters are bytes.
            return (int) Math.min(from + Math.max(bytes, 0), text.length());
        }
        byte[] part = from == 0 ? encoded : text.substring(from).getBytes(StandardCharsets.UTF_8);
        int end = (int) Math.min(Math.max(bytes, 0), part.length);
        return from + new String(part, 0, end, StandardCharsets.UTF_8).length();
    }
}
