package io.serai.processors.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Citations in texts (<a href="https://platform.claude.com/docs/en/build-with-claude/citations">source</a>). An annotation
 * {@code url_citation} is told as {@code web_search_result_location}, the annotation itself in its {@code encrypted_index}; Anthropic's
 * own locations are told as they are, annotations that other providers made up not at all.
 */
final class Citations {

    private static final Set<String> LOCATIONS = Set.of(
            "char_location",
            "page_location",
            "content_block_location",
            "web_search_result_location",
            "search_result_location");

    private Citations() {}

    /** The citation that tells an annotation; empty where Anthropic has no word for it. */
    static Map<String, Object> of(Map<String, Object> annotation) {
        if (annotation.get("type") instanceof String type && LOCATIONS.contains(type)) {
            return annotation;
        }
        if (!(annotation.get("url_citation") instanceof Map<?, ?> cited)) {
            return Map.of();
        }
        Map<String, Object> citation = new LinkedHashMap<>();
        citation.put("type", "web_search_result_location");
        citation.put("url", cited.get("url"));
        citation.put("title", cited.get("title"));
        citation.put("encrypted_index", Parcel.wrap(annotation));
        // The words of the page, which only OpenRouter tells; OpenAI's indexes are those of the answer.
        citation.put("cited_text", cited.get("content") instanceof String words ? words : "");
        return citation;
    }

    /** A text without the citations that come from annotations: no provider takes them back. */
    static Block withoutParcels(Block text) {
        if (!(text.map().get("citations") instanceof List<?> citations) || citations.isEmpty()) {
            return text;
        }
        List<Object> own = new ArrayList<>(citations.size());
        for (Object citation : citations) {
            if (!(citation instanceof Map<?, ?> map
                    && map.get("encrypted_index") instanceof String index
                    && Parcel.is(index))) {
                own.add(citation);
            }
        }
        return own.isEmpty() ? without(text) : text.with("citations", own);
    }

    static Block without(Block text) {
        if (!text.map().containsKey("citations")) {
            return text;
        }
        Map<String, Object> copy = new LinkedHashMap<>(text.map());
        copy.remove("citations");
        return new Block(copy);
    }
}
