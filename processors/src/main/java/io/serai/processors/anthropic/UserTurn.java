package io.serai.processors.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the user says, in one message of Anthropic's: answers of tools, which are messages of their own in the canonical form, and what
 * stands between and after them, in the same order.
 */
final class UserTurn {

    private static final Set<String> OF_RESULT = Set.of("type", "tool_use_id", "content");

    private UserTurn() {}

    static void tell(@Nullable Object content, List<Object> messages) {
        if (content instanceof String text) {
            messages.add(message("user", text));
            return;
        }
        List<Block> said = new ArrayList<>();
        for (Block block : Block.in(content)) {
            if (block.type().equals("tool_result")) {
                flush(said, messages);
                messages.add(result(block));
            } else {
                said.add(block);
            }
        }
        flush(said, messages);
    }

    static Map<String, Object> message(String role, Object content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }

    private static void flush(List<Block> said, List<Object> messages) {
        if (!said.isEmpty()) {
            messages.add(message("user", Parts.content(said)));
            said.clear();
        }
    }

    private static Map<String, Object> result(Block block) {
        Object content = block.map().get("content");
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "tool");
        message.put("tool_call_id", block.string("tool_use_id"));
        // OpenAI demands a content, Anthropic takes a result without one.
        message.put("content", content == null ? "" : content instanceof String ? content : Parts.content(content));
        block.copyOthers(OF_RESULT, message);
        return message;
    }
}
