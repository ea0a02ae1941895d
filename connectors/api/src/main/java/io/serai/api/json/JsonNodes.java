package io.serai.api.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a value consists of, in the order of its bytes: sizes of objects and arrays, names, leaves. */
final class JsonNodes {

    /** An array of more parts than this, a list of token numbers say, would cost more to remember than to write. */
    private static final int MOST = 32 * 1024;

    /** Stands where an object begins. */
    record Members(int count) {}

    /** Stands where an array begins. */
    record Elements(int count) {}

    private @Nullable Object[] nodes = new Object[64];
    private int count;
    private boolean full;

    /** Keeps the place of an object's or array's size, which is known at its end. */
    int reserve() {
        int place = count;
        add(null);
        return place;
    }

    void fill(int place, Object size) {
        if (!full) {
            nodes[place] = size;
        }
    }

    void add(@Nullable Object nameOrLeaf) {
        if (full) {
            return;
        }
        if (count == MOST) {
            full = true;
            nodes = new Object[0];
            return;
        }
        if (count == nodes.length) {
            nodes = Arrays.copyOf(nodes, count * 2);
        }
        nodes[count++] = nameOrLeaf;
    }

    /** All of them; null where there were too many. */
    @Nullable
    Object @Nullable [] all() {
        return full ? null : Arrays.copyOf(nodes, count);
    }
}
