package io.serai.providers.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One turn of a conversation while it is put together: what was said, and what came back of the tools that were called. */
final class Turn {

    /** Whose turn. */
    enum Role {
        USER,
        ASSISTANT,
        SYSTEM
    }

    private final Role role;
    private final int message;
    private final List<Object> blocks = new ArrayList<>(2);
    /** In the order of the calls; null where nothing has come back. */
    private final Map<String, @Nullable Object> results = new LinkedHashMap<>(0);

    private boolean answered;

    /** @param message the first of the request's messages that belongs to it */
    Turn(Role role, int message) {
        this.role = role;
        this.message = message;
    }

    Role role() {
        return role;
    }

    int message() {
        return message;
    }

    List<Object> blocks() {
        return blocks;
    }

    /** A tool was called under this id. */
    void call(String id) {
        results.put(id, null);
    }

    void result(String id, Object block) {
        results.put(id, block);
        answered = true;
    }

    boolean waitsFor(String id) {
        return results.containsKey(id) && results.get(id) == null;
    }

    /** The first call that nothing has come back for; null where there is none. */
    @Nullable
    String firstUnanswered() {
        for (Map.Entry<String, @Nullable Object> result : results.entrySet()) {
            if (result.getValue() == null) {
                return result.getKey();
            }
        }
        return null;
    }

    boolean isAnswered() {
        return answered;
    }

    /**
     * The results of all calls, first of all in the turn that follows. Where none has come for a call it is an empty one: Anthropic
     * refuses a call without (<a href="https://platform.claude.com/docs/en/agents-and-tools/tool-use/handle-tool-calls">handle tool
     * calls</a>).
     */
    List<Object> results() {
        List<Object> all = new ArrayList<>(results.size());
        results.forEach((id, block) -> all.add(block == null ? empty(id) : block));
        return all;
    }

    /** Whether the turn calls tools but does not begin with what the model thought before. */
    boolean callsWithoutThinking() {
        return answered && !(blocks.get(0) instanceof Map<?, ?> first && AssistantTurn.isThinking(first.get("type")));
    }

    private static Map<String, Object> empty(String id) {
        Map<String, Object> block = new LinkedHashMap<>(4);
        block.put("type", "tool_result");
        block.put("tool_use_id", id);
        return block;
    }
}
