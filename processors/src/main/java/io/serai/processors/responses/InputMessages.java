package io.serai.processors.responses;

import io.serai.processors.frontend.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns items into messages, one after the other. What a model said between two that it did not becomes one message. */
final class InputMessages {

    private static final Path INPUT = Path.REQUEST.member("input");

    private static final Set<String> OF_MESSAGE = Set.of("type", "id", "status", "role", "content");
    private static final Set<String> OF_OUTPUT = Set.of("type", "id", "status", "call_id", "output");

    private final Recall recall;
    private final List<Object> messages = new ArrayList<>();
    private @Nullable AssistantTurn turn;

    InputMessages(Recall recall) {
        this.recall = recall;
    }

    /** All messages so far. */
    List<Object> messages() {
        endTurn();
        return messages;
    }

    /** Takes items in; {@code input[0]} is the first of them. */
    void add(List<Map<String, Object>> items) {
        for (int i = 0; i < items.size(); i++) {
            add(items.get(i), INPUT.element(i));
        }
    }

    private void add(Map<String, Object> item, Path path) {
        switch (Items.type(item)) {
            case "message" -> message(item);
            case "reasoning" -> reasoning(item, path);
            case "function_call", "custom_tool_call" -> turn().call(item);
            case "function_call_output", "custom_tool_call_output" -> output(item);
            default -> turn().nativeItem(item);
        }
    }

    private void message(Map<String, Object> item) {
        if ("assistant".equals(item.get("role"))) {
            turnFor(item).message(item);
            return;
        }
        endTurn();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", item.get("role"));
        message.put("content", InputContent.of(item.get("content")));
        further(item, OF_MESSAGE, message);
        messages.add(message);
    }

    private void output(Map<String, Object> item) {
        endTurn();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "tool");
        message.put("tool_call_id", item.get("call_id"));
        message.put("content", InputContent.of(item.get("output")));
        further(item, OF_OUTPUT, message);
        messages.add(message);
    }

    /** Without what seals it, an item of ours stands for the one that is kept. */
    private void reasoning(Map<String, Object> item, Path path) {
        Map<String, Object> whole = item.get("encrypted_content") instanceof String
                ? item
                : recall.item(Items.string(item, "id")).orElse(item);
        Optional<Seal> seal = whole.get("encrypted_content") instanceof String text
                ? Seal.of(text, path.member("encrypted_content"))
                : Optional.empty();
        if (seal.isEmpty()) {
            turnFor(whole).reasoning(whole);
        } else if (whole.get("id") == null) {
            // What is sealed late, a signature that came after the text, say, is of the text before it.
            turn().reasoning(seal.get());
        } else {
            turnFor(whole).reasoning(seal.get());
        }
    }

    private AssistantTurn turn() {
        if (turn == null) {
            turn = new AssistantTurn();
        }
        return turn;
    }

    private AssistantTurn turnFor(Map<String, Object> item) {
        if (turn != null && turn.isFollowedBy(item)) {
            endTurn();
        }
        return turn();
    }

    private void endTurn() {
        if (turn != null) {
            messages.add(turn.toMessage());
            turn = null;
        }
    }

    private static void further(Map<String, Object> item, Set<String> known, Map<String, Object> message) {
        item.forEach((name, value) -> {
            if (!known.contains(name)) {
                message.put(name, value);
            }
        });
    }
}
