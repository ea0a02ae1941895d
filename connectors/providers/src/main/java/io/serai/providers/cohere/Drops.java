package io.serai.providers.cohere;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a request Cohere can't be told, by path. */
final class Drops {

    private final List<String> paths = new ArrayList<>(0);

    void add(String path) {
        if (!paths.contains(path)) {
            paths.add(path);
        }
    }

    /** A member of a message, such as {@code messages[2].name}, where it says something. */
    void ofMessage(int message, String member, @Nullable Object value) {
        boolean says = value != null
                && !"".equals(value)
                && !Boolean.FALSE.equals(value)
                && !List.of().equals(value);
        if (says) {
            add("messages[" + message + "]." + member);
        }
    }

    List<String> paths() {
        return paths;
    }
}
