package io.serai.providers.anthropic;

import java.util.ArrayList;
import java.util.List;

/** What of a request can't be said, by its path there, in the order in which it was met. Used by one thread. */
final class Dropped {

    private final List<String> paths = new ArrayList<>(0);

    void add(String path) {
        if (!paths.contains(path)) {
            paths.add(path);
        }
    }

    /** A member of a message. */
    void message(int message, String member) {
        add("messages[" + message + "]." + member);
    }

    /** A part of a message's content, or something in it. */
    void part(int message, int part, String inside) {
        add("messages[" + message + "].content[" + part + "]" + inside);
    }

    List<String> paths() {
        return paths;
    }
}
