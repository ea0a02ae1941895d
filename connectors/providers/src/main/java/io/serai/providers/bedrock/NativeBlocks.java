package io.serai.providers.bedrock;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An assistant's turn in Converse's own blocks ({@code native}), which goes back verbatim as long as the message still says the same: a
 * route may have changed its text or a call, and that counts.
 */
final class NativeBlocks {

    private final StringBuilder text = new StringBuilder();
    private final List<Map<?, ?>> calls = new ArrayList<>(0);

    private NativeBlocks(List<?> blocks) {
        for (Object block : blocks) {
            if (block instanceof Map<?, ?> map) {
                add(map);
            }
        }
    }

    /** A message's own blocks; none where it has none, or says something else by now. */
    @SuppressWarnings("unchecked")
    static List<Object> of(Map<String, Object> message, ToolNames names) {
        List<?> blocks = in(message);
        NativeBlocks said = new NativeBlocks(blocks);
        return said.hasTextOf(message) && said.hasCallsOf(ToolCall.in(message), names)
                ? (List<Object>) blocks
                : List.of();
    }

    /** Whether a message's own blocks tell of tools that Bedrock ran, for which a chat has no words. */
    static boolean tellOfServersTools(Map<String, Object> message) {
        for (Object block : in(message)) {
            if (block instanceof Map<?, ?> map
                    && (map.containsKey("toolResult")
                            || (map.get("toolUse") instanceof Map<?, ?> use && Expected.isServers(use)))) {
                return true;
            }
        }
        return false;
    }

    private static List<?> in(Map<String, Object> message) {
        return message.get("native") instanceof Map<?, ?> own && own.get(Conversation.NATIVE) instanceof List<?> blocks
                ? blocks
                : List.of();
    }

    private void add(Map<?, ?> block) {
        if (block.get("text") instanceof String words) {
            text.append(words);
        } else if (block.get("toolUse") instanceof Map<?, ?> use && !Expected.isServers(use)) {
            calls.add(use);
        } else if (block.get("citationsContent") instanceof Map<?, ?> cited
                && cited.get("content") instanceof List<?> pieces) {
            for (Object piece : pieces) {
                if (piece instanceof Map<?, ?> map && map.get("text") instanceof String words) {
                    text.append(words);
                }
            }
        }
    }

    private boolean hasTextOf(Map<String, Object> message) {
        StringBuilder told = new StringBuilder();
        ContentPart.in(message.get("content")).forEach(part -> part.text().ifPresent(told::append));
        return text.compareTo(told) == 0;
    }

    private boolean hasCallsOf(List<ToolCall> told, ToolNames names) {
        if (told.size() != calls.size()) {
            return false;
        }
        for (int i = 0; i < told.size(); i++) {
            Map<?, ?> use = calls.get(i);
            ToolCall call = told.get(i);
            Object input = use.get("input") == null ? Map.of() : use.get("input");
            if (!call.id().equals(use.get("toolUseId"))
                    || !names.toBedrock(call.name()).equals(use.get("name"))
                    || call.arguments().filter(input::equals).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
