package io.serai.providers.bedrock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an answer cites: pages of the web in OpenAI's words, all else in Converse's own (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Citation.html">Citation</a>).
 */
final class Citations {

    private Citations() {}

    /**
     * Annotations of a message.
     *
     * @param from where the text that cites begins in the message, in code points
     * @param to where it ends
     */
    static List<Object> annotations(List<?> citations, int from, int to) {
        List<Object> annotations = new ArrayList<>(citations.size());
        for (Object citation : citations) {
            if (citation instanceof Map<?, ?> map) {
                annotations.add(annotation(map, from, to));
            }
        }
        return annotations;
    }

    private static Map<String, Object> annotation(Map<?, ?> citation, int from, int to) {
        Map<String, Object> annotation = new LinkedHashMap<>(4);
        if (citation.get("location") instanceof Map<?, ?> location
                && location.get("web") instanceof Map<?, ?> web
                && web.get("url") instanceof String url) {
            Map<String, Object> cited = new LinkedHashMap<>();
            cited.put("url", url);
            cited.put("title", citation.get("title") instanceof String title ? title : url);
            cited.put("start_index", from);
            cited.put("end_index", to);
            annotation.put("type", "url_citation");
            annotation.put("url_citation", cited);
        } else {
            annotation.put("type", "citation");
            annotation.put("citation", citation);
        }
        return annotation;
    }
}
