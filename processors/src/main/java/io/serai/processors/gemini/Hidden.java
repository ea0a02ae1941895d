package io.serai.processors.gemini;

import io.serai.api.chat.ReasoningDetail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of another provider's answer the client is not shown, but has to give back: it rides on the next part that is. */
final class Hidden {

    private static final Set<String> GROWING = Set.of("text", "summary", "data", "signature");

    private final StringBuilder reasoning = new StringBuilder();
    private final Map<Object, Map<String, Object>> details = new LinkedHashMap<>(2);
    private final Map<String, Object> natives = new LinkedHashMap<>(0);

    boolean isEmpty() {
        return reasoning.isEmpty() && details.isEmpty() && natives.isEmpty();
    }

    void reasoning(String piece) {
        reasoning.append(piece);
    }

    /** Pieces that are numbered alike are one. */
    void detail(Map<String, Object> piece) {
        Object index = piece.get("index");
        grow(details.computeIfAbsent(index == null ? piece : index, first -> new LinkedHashMap<>()), piece);
    }

    /** Puts a piece of a detail to what is known of it. */
    static void grow(Map<String, Object> known, Map<String, Object> piece) {
        piece.forEach((name, value) -> {
            if (GROWING.contains(name) && value instanceof String next && known.get(name) instanceof String before) {
                known.put(name, before + next);
            } else if (value != null) {
                known.put(name, value);
            }
        });
    }

    /** Blocks or items of another dialect. */
    void blocks(String dialect, List<?> blocks) {
        List<Object> all = new ArrayList<>();
        if (natives.get(dialect) instanceof List<?> before) {
            all.addAll(before);
        }
        all.addAll(blocks);
        natives.put(dialect, all);
    }

    /** All of it as a signature; forgets it. */
    String take() {
        Map<String, Object> content = new LinkedHashMap<>();
        if (!reasoning.isEmpty()) {
            content.put("reasoning_content", reasoning.toString());
        }
        if (!details.isEmpty()) {
            content.put(ReasoningDetail.MEMBER, new ArrayList<>(details.values()));
        }
        if (!natives.isEmpty()) {
            content.put("native", natives);
        }
        String parcel = Parcel.wrap(content);
        reasoning.setLength(0);
        details.clear();
        natives.clear();
        return parcel;
    }
}
