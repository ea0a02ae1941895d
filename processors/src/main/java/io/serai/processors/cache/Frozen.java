package io.serai.processors.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain data that many are given: a copy, in which nothing can be changed down to the last map and list. */
final class Frozen {

    private Frozen() {}

    static Map<String, Object> of(Map<String, Object> data) {
        return AskedCall.cast(map(data));
    }

    private static Map<?, ?> map(Map<?, ?> members) {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>(members.size() * 2);
        members.forEach((name, value) -> copy.put(name, value(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return map(members);
        }
        if (value instanceof List<?> elements) {
            List<@Nullable Object> copy = new ArrayList<>(elements.size());
            for (Object element : elements) {
                copy.add(value(element));
            }
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
