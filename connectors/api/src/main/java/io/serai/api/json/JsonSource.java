package io.serai.api.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a value that has been read, and what the value then was. Leaves are immutable, so a tree that has the same leaves and names
 * in the same places, by identity, still says what the bytes say, whatever a route did to its maps and lists in between.
 */
final class JsonSource {

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final @Nullable Object[] nodes;

    /** @param nodes by {@link JsonNodes} */
    JsonSource(byte[] bytes, int from, int to, @Nullable Object[] nodes) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.nodes = nodes;
    }

    void copyTo(Utf8Output out) {
        out.raw(bytes, from, to);
    }

    boolean describes(List<?> current) {
        return new Walk().meets(current);
    }

    /** Through a tree and the nodes at once. Goes no deeper and no farther than the nodes do. */
    private final class Walk {

        private int at;

        boolean meets(@Nullable Object value) {
            if (at == nodes.length) {
                return false;
            }
            @Nullable Object node = nodes[at++];
            if (node instanceof JsonNodes.Members members) {
                return value instanceof Map<?, ?> map && map.size() == members.count() && meetsAll(map);
            }
            if (node instanceof JsonNodes.Elements elements) {
                return value instanceof List<?> list && list.size() == elements.count() && meetsAll(list);
            }
            return node == value;
        }

        private boolean meetsAll(Map<?, ?> map) {
            for (Map.Entry<?, ?> member : map.entrySet()) {
                if (at == nodes.length || nodes[at++] != member.getKey() || !meets(member.getValue())) {
                    return false;
                }
            }
            return true;
        }

        private boolean meetsAll(List<?> list) {
            for (Object element : list) {
                if (!meets(element)) {
                    return false;
                }
            }
            return true;
        }
    }
}
