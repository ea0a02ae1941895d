package io.serai.processors.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A view of a JSON object, for reading.
 *
 * @param map the object itself
 */
record Node(Map<String, Object> map) {

    static final Node NOTHING = new Node(Map.of());

    /** The object; {@link #NOTHING} where a value is none. */
    static Node of(@Nullable Object value) {
        return value instanceof Map<?, ?> object ? new Node(cast(object)) : NOTHING;
    }

    /** A new object of one member. */
    static Map<String, Object> map(String name, Object value) {
        Map<String, Object> map = new LinkedHashMap<>(4);
        map.put(name, value);
        return map;
    }

    @Nullable
    Object get(String name) {
        return map.get(name);
    }

    boolean has(String name) {
        return map.get(name) != null;
    }

    /** A member that is a string; empty where it is not. */
    String string(String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    /** A member that is an object. */
    Node object(String name) {
        return of(map.get(name));
    }

    /** The objects in a member that is an array. */
    List<Node> objects(String name) {
        return objects(map.get(name));
    }

    static List<Node> objects(@Nullable Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            return List.of();
        }
        List<Node> nodes = new ArrayList<>(list.size());
        for (Object element : list) {
            if (element instanceof Map<?, ?> object) {
                nodes.add(new Node(cast(object)));
            }
        }
        return nodes;
    }

    /** The elements of a member that is an array. */
    List<?> list(String name) {
        return map.get(name) instanceof List<?> list ? list : List.of();
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    long count(String name) {
        return map.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** Whether this says nothing but these members; null says nothing. */
    boolean hasOnly(Set<String> names) {
        for (Map.Entry<String, Object> member : map.entrySet()) {
            if (member.getValue() != null && !names.contains(member.getKey())) {
                return false;
            }
        }
        return true;
    }

    /** The members with other names than these, but for null, which says nothing. */
    Map<String, Object> others(Set<String> names) {
        Map<String, Object> others = new LinkedHashMap<>(4);
        map.forEach((name, value) -> {
            if (value != null && !names.contains(name)) {
                others.put(name, value);
            }
        });
        return others;
    }

    /** Puts a member that says something into another object, under another name. */
    void copy(String name, Map<String, Object> into, String as) {
        Object value = map.get(name);
        if (value != null) {
            into.put(as, value);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
