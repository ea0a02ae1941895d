package io.serai.api.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a stream up to the first that a caller would see something of: what fails before that, another may be asked for. */
public final class FirstContent {

    private FirstContent() {}

    /**
     * What has been read, the first content at its end.
     *
     * @throws RuntimeException the stream's failure; it is closed then
     */
    public static List<Map<String, Object>> of(ChatStream stream) {
        List<Map<String, Object>> ahead = new ArrayList<>(2);
        try {
            boolean content = false;
            while (!content && stream.hasNext()) {
                Map<String, Object> chunk = stream.next();
                ahead.add(chunk);
                content = isContent(chunk);
            }
            return ahead;
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    /** More than a role, or an end. */
    private static boolean isContent(Map<String, Object> chunk) {
        if (!(chunk.get("choices") instanceof List<?> choices)) {
            return false;
        }
        for (Object element : choices) {
            if (element instanceof Map<?, ?> choice
                    && (choice.get("finish_reason") != null
                            || (choice.get("delta") instanceof Map<?, ?> delta && saysSomething(delta)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysSomething(Map<?, ?> delta) {
        for (Map.Entry<?, ?> member : delta.entrySet()) {
            Object value = member.getValue();
            if (value != null && !"".equals(value) && !"role".equals(member.getKey())) {
                return true;
            }
        }
        return false;
    }
}
