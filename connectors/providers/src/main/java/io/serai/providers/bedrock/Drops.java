package io.serai.providers.bedrock;

import java.util.ArrayList;
import java.util.List;

/** What of a request Bedrock can't be told, by path. */
final class Drops {

    private final List<String> paths = new ArrayList<>(0);

    void add(String path) {
        if (!paths.contains(path)) {
            paths.add(path);
        }
    }

    /** A member of a message, such as {@code messages[2].name}. */
    void ofMessage(int message, String member) {
        add("messages[" + message + "]." + member);
    }

    /** A part of a message, or with a member such as {@code .image_url} what is in it. */
    void ofPart(int message, int part, String member) {
        add("messages[" + message + "].content[" + part + "]" + member);
    }

    List<String> paths() {
        return paths;
    }
}
