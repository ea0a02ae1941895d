package io.serai.processors.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A view of a content block (<a href="https://platform.claude.com/docs/en/api/messages">source</a>).
 *
 * @param map the block itself
 */
record Block(Map<String, Object> map) {

    /** The blocks of a content; a string is one text block. */
    static List<Block> in(@Nullable Object content) {
        if (content instanceof String text) {
            return List.of(new Block(Map.of("type", "text", "text", text)));
        }
        List<Block> blocks = new ArrayList<>();
        if (content instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> block) {
                    blocks.add(new Block(cast(block)));
                }
            }
        }
        return blocks;
    }

    String type() {
        return string("type");
    }

    /** A member that is a string; empty where it is not. */
    String string(String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    Map<String, Object> object(String name) {
        return map.get(name) instanceof Map<?, ?> object ? cast(object) : Map.of();
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

    /** Puts the members with other names than these on a part, a message or a tool: what is not known here passes untouched. */
    void copyOthers(Set<String> names, Map<String, Object> into) {
        map.forEach((name, value) -> {
            if (value != null && !names.contains(name)) {
                into.put(name, value);
            }
        });
    }

    /** This block with another value for a member. */
    Block with(String name, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        copy.put(name, value);
        return new Block(copy);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
