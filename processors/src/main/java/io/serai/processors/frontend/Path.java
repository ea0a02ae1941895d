package io.serai.processors.frontend;

import org.jspecify.annotations.Nullable;

/**
 * The place of a value in a request, spelt out only when something is wrong there.
 *
 * @param parent the object or array that holds it; null for the request itself
 * @param name of the member; null for an array's element
 * @param index of the element
 */
public record Path(@Nullable Path parent, @Nullable String name, int index) {

    public static final Path REQUEST = new Path(null, null, 0);

    public Path member(String member) {
        return new Path(this, member, 0);
    }

    public Path element(int at) {
        return new Path(this, null, at);
    }

    /** In the manner of {@code messages[0].role}; empty for the request itself. */
    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        if (name == null) {
            return parent + "[" + index + "]";
        }
        return parent.parent == null ? name : parent + "." + name;
    }
}
