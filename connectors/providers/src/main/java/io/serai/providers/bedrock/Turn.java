package io.serai.providers.bedrock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One turn of a conversation: all that one side says until the other has its say. */
final class Turn {

    enum Side {
        USER("user"),
        ASSISTANT("assistant"),
        SYSTEM("system");

        private final String role;

        Side(String role) {
            this.role = role;
        }
    }

    private final Side side;
    private final List<Object> results = new ArrayList<>(0);
    private final List<Object> blocks = new ArrayList<>(2);
    private final Set<String> unanswered = new LinkedHashSet<>(0);

    Turn(Side side) {
        this.side = side;
    }

    boolean isOf(Side side) {
        return this.side == side;
    }

    void add(List<Object> more) {
        blocks.addAll(more);
    }

    /** Results of tools come first: Claude refuses anything before them. */
    void addResults(List<Object> more) {
        results.addAll(more);
    }

    void called(String id) {
        unanswered.add(id);
    }

    /** Whether the call is one of this turn's, and had no result before. */
    boolean answers(String id) {
        return unanswered.remove(id);
    }

    /** Empty results of the calls that have none. */
    List<Object> missing() {
        List<Object> missing = new ArrayList<>(unanswered.size());
        for (String id : unanswered) {
            Map<String, Object> result = new LinkedHashMap<>(4);
            result.put("toolUseId", id);
            result.put("content", List.of());
            missing.add(Map.of("toolResult", result));
        }
        return missing;
    }

    boolean hasResults() {
        return !results.isEmpty();
    }

    /** Whether it begins with what the model was thinking. */
    boolean isThoughtOut() {
        return !blocks.isEmpty() && blocks.get(0) instanceof Map<?, ?> first && first.containsKey("reasoningContent");
    }

    Map<String, Object> message() {
        List<Object> content = blocks;
        if (!results.isEmpty()) {
            content = new ArrayList<>(results);
            content.addAll(blocks);
        }
        Map<String, Object> message = new LinkedHashMap<>(4);
        message.put("role", side.role);
        message.put("content", content);
        return message;
    }
}
