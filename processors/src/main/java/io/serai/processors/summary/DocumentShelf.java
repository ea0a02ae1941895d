package io.serai.processors.summary;

import java.util.concurrent.ConcurrentSkipListMap;

/** Documents in memory, one to a name. Thread-safe. */
final class DocumentShelf {

    private final ConcurrentSkipListMap<String, String> texts = new ConcurrentSkipListMap<>();
    private volatile boolean complete;

    /** Keeps a text in the place of the one that had this name; an empty text is forgotten. */
    void put(String name, String text) {
        if (text.isBlank()) {
            texts.remove(name);
        } else {
            texts.put(name, text.strip());
        }
    }

    /** Everything that there was at the beginning has been put here. */
    void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    /** All in one, in the order of their names, each below its name as a heading. */
    String text() {
        StringBuilder text = new StringBuilder();
        texts.forEach((name, document) ->
                text.append("# ").append(name).append("\n\n").append(document).append("\n\n"));
        return text.toString();
    }
}
