package io.serai.providers.anthropic;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An assistant's message as Anthropic's blocks. Blocks that came from Anthropic go back as they came; others are put together from
 * reasoning, text and calls, the reasoning at the index that it had among the blocks, since its signatures are checked (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/thinking#preserving-thinking-blocks">preserving thinking blocks</a>).
 */
final class AssistantTurn {

    /** Where {@code native} holds this dialect's blocks. */
    static final String NATIVE = "anthropic";

    private final ContentBlocks content;
    private final SafeNames names;
    private final Dropped dropped;

    AssistantTurn(ContentBlocks content, SafeNames names, Dropped dropped) {
        this.content = content;
        this.names = names;
        this.dropped = dropped;
    }

    static boolean isThinking(@Nullable Object type) {
        return "thinking".equals(type) || "redacted_thinking".equals(type);
    }

    /** @param ids for the message's calls, in their order */
    List<Object> blocks(Map<String, Object> message, int at, List<String> ids) {
        List<?> own = own(message);
        List<Object> kept = kept(own, message);
        if (!kept.isEmpty()) {
            return kept;
        }
        if (own.stream().anyMatch(AssistantTurn::isOfServersTool)) {
            dropped.message(at, "native");
        }
        List<Object> said = new ArrayList<>(2);
        content.addText(message.get("content"), at, said);
        if (message.get("refusal") instanceof String refusal && !refusal.isBlank()) {
            said.add(ContentBlocks.text(refusal));
        }
        List<ToolCall> calls = ToolCall.in(message);
        for (int i = 0; i < calls.size(); i++) {
            said.add(call(calls.get(i), ids.get(i)));
        }
        SortedMap<Integer, Object> thoughts = thoughts(message, at);
        if (said.isEmpty()) {
            if (!thoughts.isEmpty()) {
                // Anthropic refuses an assistant's turn that ends with thinking.
                dropped.message(at, ReasoningDetail.MEMBER);
            }
            return said;
        }
        return woven(thoughts, said);
    }

    private static List<?> own(Map<String, Object> message) {
        return message.get("native") instanceof Map<?, ?> own && own.get(NATIVE) instanceof List<?> list
                ? list
                : List.of();
    }

    /** Whether a block tells of a tool that Anthropic ran, for which a chat has no words. */
    private static boolean isOfServersTool(@Nullable Object block) {
        return block instanceof Map<?, ?> map
                && !isThinking(map.get("type"))
                && !"text".equals(map.get("type"))
                && !"tool_use".equals(map.get("type"));
    }

    /**
     * What this dialect said itself, without empty text, which Anthropic sends but does not take. Nothing where the message no longer says
     * the same: a route may have changed its text or a call, or taken calls out.
     */
    private List<Object> kept(List<?> list, Map<String, Object> message) {
        List<Object> blocks = new ArrayList<>(list.size());
        StringBuilder text = new StringBuilder();
        List<Map<?, ?>> calls = new ArrayList<>(0);
        for (Object block : list) {
            if (!(block instanceof Map<?, ?> map)) {
                continue;
            }
            if ("text".equals(map.get("type"))) {
                text.append(map.get("text"));
            } else if ("tool_use".equals(map.get("type"))) {
                calls.add(map);
            }
            if (!isEmptyText(map)) {
                blocks.add(block);
            }
        }
        return text.toString().equals(text(message.get("content"))) && areTold(calls, ToolCall.in(message))
                ? blocks
                : List.of();
    }

    private boolean areTold(List<Map<?, ?>> own, List<ToolCall> told) {
        if (own.size() != told.size()) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            Map<?, ?> block = own.get(i);
            ToolCall call = told.get(i);
            if (!call.id().equals(block.get("id"))
                    || !names.name(call.name()).equals(block.get("name"))
                    || !input(call).equals(block.get("input"))) {
                return false;
            }
        }
        return true;
    }

    private static String text(@Nullable Object content) {
        StringBuilder text = new StringBuilder();
        for (ContentPart part : ContentPart.in(content)) {
            part.text().ifPresent(text::append);
        }
        return text.toString();
    }

    private static boolean isEmptyText(Map<?, ?> block) {
        return "text".equals(block.get("type")) && block.get("text") instanceof String text && text.isBlank();
    }

    private Map<String, Object> call(ToolCall call, String id) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "tool_use");
        block.put("id", id);
        block.put("name", names.name(call.name()));
        block.put("input", input(call));
        Object hint = call.map().get("cache_control");
        if (hint != null) {
            block.put("cache_control", hint);
        }
        return block;
    }

    private static Map<String, Object> input(ToolCall call) {
        // https://platform.claude.com/docs/en/agents-and-tools/tool-use/fine-grained-tool-streaming: how to give back
        // arguments that are no JSON object.
        return call.arguments().orElseGet(() -> Map.of("INVALID_JSON", call.argumentsText()));
    }

    private static List<Object> woven(SortedMap<Integer, Object> thoughts, List<Object> said) {
        if (thoughts.isEmpty()) {
            return said;
        }
        List<Object> blocks = new ArrayList<>(thoughts.size() + said.size());
        int next = 0;
        for (Map.Entry<Integer, Object> thought : thoughts.entrySet()) {
            // The last block can't be thinking, so one of what was said stays back.
            while (blocks.size() < thought.getKey() && next < said.size() - 1) {
                blocks.add(said.get(next++));
            }
            blocks.add(thought.getValue());
        }
        blocks.addAll(said.subList(next, said.size()));
        return blocks;
    }

    /** Thinking that Anthropic can verify, by its index. */
    private SortedMap<Integer, Object> thoughts(Map<String, Object> message, int at) {
        SortedMap<Integer, Object> thoughts = new TreeMap<>();
        List<ReasoningDetail> details = ReasoningDetail.in(message);
        for (int i = 0; i < details.size(); i++) {
            ReasoningDetail detail = details.get(i);
            Map<String, Object> block = thought(detail);
            if (block != null) {
                Object index = detail.map().get("index");
                put(thoughts, index instanceof Number number ? number.intValue() : i, block);
            } else {
                dropped.message(at, ReasoningDetail.MEMBER + "[" + i + "]");
            }
        }
        if (thoughts.isEmpty() && message.get("thinking_blocks") instanceof List<?> blocks) {
            for (Object block : blocks) {
                if (block instanceof Map<?, ?> map && isThinking(map.get("type"))) {
                    put(thoughts, thoughts.size(), block);
                }
            }
        }
        if (thoughts.isEmpty()
                && details.isEmpty()
                && message.get("reasoning_content") instanceof String text
                && !text.isEmpty()) {
            dropped.message(at, "reasoning_content");
        }
        return thoughts;
    }

    private static void put(SortedMap<Integer, Object> thoughts, int index, Object block) {
        int free = index;
        while (thoughts.containsKey(free)) {
            free++;
        }
        thoughts.put(free, block);
    }

    private static @Nullable Map<String, Object> thought(ReasoningDetail detail) {
        if (!detail.isOf(ReasoningDetail.ANTHROPIC)) {
            return null;
        }
        Map<String, Object> block = new LinkedHashMap<>(4);
        if (detail.is(ReasoningDetail.Type.TEXT) && detail.string("signature").isPresent()) {
            block.put("type", "thinking");
            block.put("thinking", detail.string("text").orElse(""));
            block.put("signature", detail.string("signature").get());
            return block;
        }
        // One with an id is the signature of a call, which is Gemini's way.
        if (detail.is(ReasoningDetail.Type.ENCRYPTED)
                && detail.string("data").isPresent()
                && detail.string("id").isEmpty()) {
            block.put("type", "redacted_thinking");
            block.put("data", detail.string("data").get());
            return block;
        }
        return null;
    }
}
