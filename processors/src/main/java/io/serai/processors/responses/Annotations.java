package io.serai.processors.responses;

import java.util.LinkedHashMap;
import java.util.Map;

/** Citations: Responses writes flat what chat completions nest under the name of their type. */
final class Annotations {

    private static final String URL_CITATION = "url_citation";

    private Annotations() {}

    /** As Responses has it. */
    static Map<String, Object> flat(Map<String, Object> annotation) {
        String type = Items.string(annotation, "type");
        if (!(annotation.get(type) instanceof Map<?, ?>)) {
            return annotation;
        }
        Map<String, Object> flat = new LinkedHashMap<>(annotation);
        flat.remove(type);
        flat.putAll(Items.object(annotation.get(type)));
        return flat;
    }

    /** As chat completions have it; what they have no word for stays as it is. */
    static Map<String, Object> nested(Map<String, Object> annotation) {
        if (!URL_CITATION.equals(annotation.get("type")) || annotation.get(URL_CITATION) instanceof Map<?, ?>) {
            return annotation;
        }
        Map<String, Object> inner = new LinkedHashMap<>(annotation);
        inner.remove("type");
        Map<String, Object> outer = new LinkedHashMap<>();
        outer.put("type", URL_CITATION);
        outer.put(URL_CITATION, inner);
        return outer;
    }
}
