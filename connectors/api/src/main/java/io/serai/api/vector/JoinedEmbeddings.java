package io.serai.api.vector;

import io.serai.api.chat.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer to a call that had to be made in parts, as the provider takes fewer texts at once than the caller has. */
public final class JoinedEmbeddings {

    private JoinedEmbeddings() {}

    /**
     * One answer in canonical form, the vectors numbered through and the usage summed.
     *
     * @param answers of the parts in their order, at least one
     */
    public static Map<String, Object> of(List<Map<String, Object>> answers) {
        List<Object> data = new ArrayList<>();
        List<Map<String, Object>> usages = new ArrayList<>(answers.size());
        for (Map<String, Object> answer : answers) {
            if (answer.get("data") instanceof List<?> elements) {
                elements.forEach(element -> data.add(numbered(element, data.size())));
            }
            Usage.in(answer).ifPresent(usage -> usages.add(usage.map()));
        }
        Map<String, Object> whole = new LinkedHashMap<>(answers.get(0));
        whole.put("data", data);
        whole.put("usage", Usage.sum(usages));
        return whole;
    }

    private static Object numbered(Object element, int index) {
        if (!(element instanceof Map<?, ?> known)) {
            return element;
        }
        Map<Object, Object> copy = new LinkedHashMap<>(known);
        copy.put("index", index);
        return copy;
    }
}
