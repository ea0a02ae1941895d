package io.serai.providers.responses;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The items of one stream, as they get done: told as they are from the first on that a chat has no words for, those before included. */
final class StreamedItems {

    private final List<String> types = new ArrayList<>(4);
    private final List<Object> waiting = new ArrayList<>(4);
    private final Set<Object> seen = new HashSet<>(4);
    private boolean outOfWords;

    /** Whether nothing has been asked of an item before. */
    boolean isNew(Object output) {
        return seen.add(output);
    }

    /** Takes the next item; answers what is to be told now. */
    List<Object> done(Map<?, ?> item) {
        waiting.add(item);
        outOfWords |= NativeItems.isOutOfWords(item, types);
        types.add(AnswerReader.string(item, "type"));
        if (!outOfWords) {
            return List.of();
        }
        List<Object> told = List.copyOf(waiting);
        waiting.clear();
        return told;
    }
}
