package io.serai.gateway.boot;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message, whose names mean the same in any letter case. A message has about ten, which lie in one array and are looked
 * through: Camel's own tree compares name after name, letter by letter, and is built anew for each copy, at 3 % of the CPU of a plain
 * request. Many headers lie in such a tree here too, so that nobody can send so many that looking through them takes long.
 */
final class HeaderMap extends AbstractMap<String, Object> implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int FEW = 32;

    /** Names and values by turns. */
    private @Nullable Object[] fields = new Object[24];

    private int end;
    private @Nullable Map<String, Object> tree;

    @Override
    public int size() {
        return tree != null ? tree.size() : end / 2;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return tree != null ? name instanceof String && tree.containsKey(name) : find(name) >= 0;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        if (tree != null) {
            return name instanceof String ? tree.get(name) : null;
        }
        int at = find(name);
        return at < 0 ? null : fields[at + 1];
    }

    @Override
    public @Nullable Object put(String name, @Nullable Object value) {
        if (tree != null) {
            return tree.put(name, value);
        }
        int at = find(name);
        if (at >= 0) {
            Object old = fields[at + 1];
            fields[at + 1] = value;
            return old;
        }
        if (end == 2 * FEW) {
            return grown().put(name, value);
        }
        if (end == fields.length) {
            fields = Arrays.copyOf(fields, 2 * FEW);
        }
        fields[end] = name;
        fields[end + 1] = value;
        end += 2;
        return null;
    }

    @Override
    public void putAll(Map<? extends String, ?> other) {
        if (end == 0 && tree == null && other instanceof HeaderMap headers && headers.tree == null) {
            fields = headers.fields.clone();
            end = headers.end;
        } else {
            super.putAll(other);
        }
    }

    @Override
    public @Nullable Object remove(@Nullable Object name) {
        if (tree != null) {
            return name instanceof String ? tree.remove(name) : null;
        }
        int at = find(name);
        if (at < 0) {
            return null;
        }
        Object old = fields[at + 1];
        removeAt(at);
        return old;
    }

    @Override
    public void clear() {
        tree = null;
        Arrays.fill(fields, 0, end, null);
        end = 0;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new Entries();
    }

    private int find(@Nullable Object name) {
        if (!(name instanceof String wanted)) {
            return -1;
        }
        for (int i = 0; i < end; i += 2) {
            // The same object, mostly a constant, or as long and equal: other alphabets' letters change no length here.
            if (fields[i] == wanted || wanted.equalsIgnoreCase((String) fields[i])) {
                return i;
            }
        }
        return -1;
    }

    private void removeAt(int at) {
        System.arraycopy(fields, at + 2, fields, at, end - at - 2);
        end -= 2;
        fields[end] = null;
        fields[end + 1] = null;
    }

    private Map<String, Object> grown() {
        Map<String, Object> grown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        grown.putAll(this);
        clear();
        tree = grown;
        return grown;
    }

    private final class Entries extends AbstractSet<Entry<String, Object>> {

        @Override
        public Iterator<Entry<String, Object>> iterator() {
            return tree != null ? tree.entrySet().iterator() : new InOrder();
        }

        @Override
        public int size() {
            return HeaderMap.this.size();
        }

        @Override
        public void clear() {
            HeaderMap.this.clear();
        }
    }

    /** As the headers came. */
    private final class InOrder implements Iterator<Entry<String, Object>> {

        private int next;
        private boolean removable;

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public Entry<String, Object> next() {
            if (next >= end) {
                throw new NoSuchElementException();
            }
            Entry<String, Object> entry = new Header((String) fields[next], fields[next + 1]);
            next += 2;
            removable = true;
            return entry;
        }

        @Override
        public void remove() {
            if (!removable) {
                throw new IllegalStateException("expected a call of next() before that of remove()");
            }
            removable = false;
            next -= 2;
            removeAt(next);
        }
    }

    /** Whose value can be set, as in any map. */
    private final class Header extends SimpleEntry<String, Object> {

        private static final long serialVersionUID = 1;

        Header(@Nullable String name, @Nullable Object value) {
            super(name, value);
        }

        @Override
        public @Nullable Object setValue(@Nullable Object value) {
            put(getKey(), value);
            return super.setValue(value);
        }
    }
}
