package io.serai.processors.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects and arrays of objects in plain data. */
final class Items {

    private Items() {}

    /** The elements that are objects; none where there is no array. */
    static List<Map<String, Object>> in(@Nullable Object list) {
        if (!(list instanceof List<?> elements)) {
            return List.of();
        }
        List<Map<String, Object>> items = new ArrayList<>(elements.size());
        for (Object element : elements) {
            if (element instanceof Map<?, ?> item) {
                items.add(cast(item));
            }
        }
        return items;
    }

    /** The object; an empty one where there is none. */
    static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? cast(map) : Map.of();
    }

    /** A member that is a string; empty where there is none. */
    static String string(Map<String, Object> item, String name) {
        return item.get(name) instanceof String text ? text : "";
    }

    /** What an item is; a message may leave that out. */
    static String type(Map<String, Object> item) {
        if (item.get("type") instanceof String type) {
            return type;
        }
        // SDKs send a reference as {"id": …} and leave its type to be guessed.
        return item.get("role") == null && item.get("id") instanceof String ? "item_reference" : "message";
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
