package io.serai.processors.anthropic;

import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Blocks that Anthropic's own answer came in, which go on in place of what would be built from the message. */
final class NativeBlocks {

    private NativeBlocks() {}

    /** Whether they still say what the message says: a route may have changed its text, or taken calls out. */
    static boolean agree(List<Block> blocks, Map<String, Object> message) {
        StringBuilder text = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (Block block : blocks) {
            switch (block.type()) {
                case "text" -> text.append(block.string("text"));
                case "tool_use" -> calls.add(block.string("id"));
                default -> {}
            }
        }
        return ChatRequest.text(message.get("content")).contentEquals(text)
                && ToolCall.in(message).stream().map(ToolCall::id).toList().equals(calls);
    }
}
