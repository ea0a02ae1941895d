package io.serai.providers.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Citations of a block of text as annotations of the message (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/citations">citations</a>): those of pages in the web in OpenAI's words, with the
 * place of the block in the message's text in code points; others, which point into documents, in Anthropic's.
 */
final class Citations {

    private Citations() {}

    /**
     * The annotations of one block.
     *
     * @param start where its text starts in the message's, in code points
     */
    static List<Object> annotations(@Nullable Object citations, int start, int length) {
        List<Object> annotations = new ArrayList<>(0);
        if (citations instanceof List<?> list) {
            for (Object citation : list) {
                if (citation instanceof Map<?, ?> map) {
                    annotations.add(map.get("url") instanceof String ? ofUrl(map, start, length) : map);
                }
            }
        }
        return annotations;
    }

    private static Map<String, Object> ofUrl(Map<?, ?> citation, int start, int length) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("url", citation.get("url"));
        if (citation.get("title") != null) {
            place.put("title", citation.get("title"));
        }
        if (citation.get("cited_text") != null) {
            place.put("content", citation.get("cited_text"));
        }
        place.put("start_index", start);
        place.put("end_index", start + length);
        Map<String, Object> annotation = new LinkedHashMap<>(4);
        annotation.put("type", "url_citation");
        annotation.put("url_citation", place);
        return annotation;
    }
}
