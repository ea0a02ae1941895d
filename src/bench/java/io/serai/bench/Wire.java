package io.serai.bench;

import java.util.Map;

/** Reads members of the JSON lines that the benchmark and its load process exchange. */
final class Wire {

    private Wire() {}

    static long whole(Map<?, ?> map, String name) {
        return member(map, name, Number.class).longValue();
    }

    static String text(Map<?, ?> map, String name) {
        return member(map, name, String.class);
    }

    static Map<?, ?> object(Map<?, ?> map, String name) {
        return member(map, name, Map.class);
    }

    private static <T> T member(Map<?, ?> map, String name, Class<T> type) {
        Object value = map.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("expected '" + name + "' as " + type.getSimpleName() + " in " + map);
        }
        return type.cast(value);
    }
}
