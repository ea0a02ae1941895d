package io.serai.processors.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import io.serai.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the assistant has said, as a canonical message: reasoning, numbered by its place among the blocks, then text, then calls of tools.
 * Blocks in another order, and such as have no word there, stay besides in {@code native.anthropic}, without what other providers'
 * answers had put among them.
 */
final class AssistantTurn {

    private static final Set<String> OF_THINKING = Set.of("type", "thinking", "signature");
    private static final Set<String> OF_REDACTED = Set.of("type", "data");
    private static final Set<String> OF_CALL = Set.of("type", "id", "name", "input");
    private static final Map<String, Object> DIRECT = Map.of("type", "direct");

    private final int position;
    private final List<Object> details = new ArrayList<>();
    private final StringBuilder plainReasoning = new StringBuilder();
    private final List<Block> texts = new ArrayList<>();
    private final List<Object> calls = new ArrayList<>();
    private final List<Object> blocks = new ArrayList<>();
    private final Map<String, Object> foreign = new LinkedHashMap<>();
    private boolean isSayable = true;

    private AssistantTurn(int position) {
        this.position = position;
    }

    /** @param position of the message in the request */
    static Map<String, Object> message(@Nullable Object content, int position) {
        if (content instanceof String text) {
            return UserTurn.message("assistant", text);
        }
        AssistantTurn turn = new AssistantTurn(position);
        List<Block> blocks = Block.in(content);
        for (int i = 0; i < blocks.size(); i++) {
            turn.add(blocks.get(i), i);
        }
        return turn.message();
    }

    private void add(Block block, int index) {
        switch (block.type()) {
            case "thinking" -> thinking(block, index);
            case "redacted_thinking" -> redacted(block, index);
            case "text" -> text(block);
            case "tool_use" -> call(block);
            default -> {
                isSayable = false;
                blocks.add(block.map());
            }
        }
    }

    private void thinking(Block block, int index) {
        String signature = block.string("signature");
        String text = block.string("thinking");
        if (Parcel.is(signature)) {
            Map<String, Object> detail =
                    Parcel.unwrap(signature).orElseThrow(() -> MessagesRules.badParcel(position, index, "signature"));
            if (detail.isEmpty()) {
                plainReasoning.append(text);
            } else {
                detail.put(Reasoning.readableMember(detail), text);
                details.add(detail);
            }
            return;
        }
        isSayable &= texts.isEmpty() && calls.isEmpty() && block.hasOnly(OF_THINKING);
        blocks.add(block.map());
        details.add(ReasoningDetail.of(ReasoningDetail.Type.TEXT, ReasoningDetail.ANTHROPIC, index)
                .with("text", text)
                .with("signature", signature)
                .map());
    }

    private void redacted(Block block, int index) {
        String data = block.string("data");
        if (Parcel.is(data)) {
            Map<String, Object> content =
                    Parcel.unwrap(data).orElseThrow(() -> MessagesRules.badParcel(position, index, "data"));
            if (content.get("native") instanceof Map<?, ?> dialects) {
                foreign.putAll(Block.cast(dialects));
            } else {
                details.add(content);
            }
            return;
        }
        isSayable &= texts.isEmpty() && calls.isEmpty() && block.hasOnly(OF_REDACTED);
        blocks.add(block.map());
        details.add(ReasoningDetail.of(ReasoningDetail.Type.ENCRYPTED, ReasoningDetail.ANTHROPIC, index)
                .with("data", data)
                .map());
    }

    private void text(Block given) {
        Block block = Citations.withoutParcels(given);
        if (block.map().get("citations") instanceof List<?> citations && !citations.isEmpty()) {
            isSayable = false;
        }
        isSayable &= calls.isEmpty();
        blocks.add(block.map());
        if (!block.string("text").isEmpty()) {
            texts.add(Citations.without(block));
        }
    }

    private void call(Block block) {
        isSayable &= block.hasOnly(OF_CALL) || isCalledDirectly(block);
        blocks.add(block.map());
        String input = new String(Json.write(block.object("input")), UTF_8);
        calls.add(ToolCall.of(block.string("id"), block.string("name"), input).map());
    }

    /** What every model's own call says of its caller (SDKs send it back) goes without saying. */
    private static boolean isCalledDirectly(Block block) {
        return DIRECT.equals(block.map().get("caller"))
                && block.hasOnly(Set.of("type", "id", "name", "input", "caller"));
    }

    private Map<String, Object> message() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        if (!texts.isEmpty()) {
            message.put("content", Parts.content(texts));
        } else if (calls.isEmpty()) {
            message.put("content", "");
        }
        if (!plainReasoning.isEmpty()) {
            message.put("reasoning_content", plainReasoning.toString());
        }
        if (!details.isEmpty()) {
            message.put(ReasoningDetail.MEMBER, details);
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        if (!isSayable) {
            foreign.put("anthropic", blocks);
        }
        if (!foreign.isEmpty()) {
            message.put("native", foreign);
        }
        return message;
    }
}
