package io.serai.providers.bedrock;

import io.serai.api.chat.ToolCall;
import io.serai.providers.bedrock.ContentBlocks.Place;
import io.serai.providers.bedrock.Turn.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a request as Converse wants them: what the system says first of all apart, turns that alternate and begin with the user's, each tool's result
 * in the turn after its call (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/tool-use-inference-call.html">tool use</a>).
 */
final class Conversation {

    /** The canonical {@code native} of this dialect. */
    static final String NATIVE = "bedrock";

    private final ModelTraits traits;
    private final ToolNames names;
    private final Drops drops;
    private final ContentBlocks contents;
    private final Reasoning reasoning;
    private final List<Object> system = new ArrayList<>(1);
    private final List<Turn> turns = new ArrayList<>();
    private final CallIds ids = new CallIds();
    private final Set<String> toolsUsed = new LinkedHashSet<>(0);

    Conversation(@Nullable Object messages, ModelTraits traits, ToolNames names, Drops drops) {
        this.traits = traits;
        this.names = names;
        this.drops = drops;
        this.contents = new ContentBlocks(traits, drops);
        this.reasoning = new Reasoning(traits, drops);
        if (messages instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> message) {
                    message(cast(message), i, list);
                }
            }
        }
        // A conversation may end with calls, but not go on without their results: "Expected toolResult blocks at
        // messages.2.content for the following Ids".
        for (int i = 1; i < turns.size(); i++) {
            turns.get(i).addResults(turns.get(i - 1).missing());
        }
    }

    List<Object> system() {
        return system;
    }

    List<Object> messages() {
        List<Object> messages = new ArrayList<>(turns.size() + 1);
        if (turns.isEmpty() || !turns.get(0).isOf(Side.USER)) {
            // "A conversation must start with a user message", and no text of one may be blank.
            Turn opening = new Turn(Side.USER);
            opening.add(List.of(Map.of("text", ".")));
            messages.add(opening.message());
        }
        for (Turn turn : turns) {
            messages.add(turn.message());
        }
        return messages;
    }

    /** The tools called so far, as Bedrock knows them. */
    Set<String> toolsUsed() {
        return toolsUsed;
    }

    /** Whether the answer may cite something of it. */
    boolean mayBeCited() {
        return contents.mayBeCited();
    }

    /** Whether the model goes on after calls before which it did not think: it can't begin to now. */
    boolean goesOnWithoutThinking() {
        int last = turns.size() - 1;
        return last > 0 && turns.get(last).hasResults() && !turns.get(last - 1).isThoughtOut();
    }

    private void message(Map<String, Object> message, int index, List<?> all) {
        switch (String.valueOf(message.get("role"))) {
            case "system", "developer" -> {
                List<Object> blocks = contents.of(message.get("content"), index, Place.SYSTEM);
                contents.cachePoint(message, index, blocks);
                if (staysInPlace(index, all)) {
                    add(Side.SYSTEM, blocks);
                } else {
                    system.addAll(blocks);
                }
                unsaid(message, index);
            }
            case "assistant" -> assistant(message, index);
            case "tool", "function" -> result(message, index);
            default -> {
                List<Object> blocks = contents.of(message.get("content"), index, Place.MESSAGE);
                contents.cachePoint(message, index, blocks);
                add(Side.USER, blocks);
                unsaid(message, index);
            }
        }
    }

    /** The system's turn comes after the user's and before the assistant's. Elsewhere what it says goes before all turns. */
    private boolean staysInPlace(int index, List<?> all) {
        if (!traits.takesSystemTurns()
                || turns.isEmpty()
                || turns.get(turns.size() - 1).isOf(Side.ASSISTANT)) {
            return false;
        }
        for (int i = index + 1; i < all.size(); i++) {
            Object role = all.get(i) instanceof Map<?, ?> next ? next.get("role") : null;
            if (!"system".equals(role) && !"developer".equals(role)) {
                return "assistant".equals(role);
            }
        }
        return true;
    }

    private void assistant(Map<String, Object> message, int index) {
        List<Object> verbatim = NativeBlocks.of(message, names);
        if (!verbatim.isEmpty()) {
            Turn turn = add(Side.ASSISTANT, verbatim);
            verbatim.forEach(block -> calledIn(block, turn));
            return;
        }
        if (NativeBlocks.tellOfServersTools(message)) {
            drops.ofMessage(index, "native");
        }
        List<Object> blocks = reasoning.blocks(message, index);
        blocks.addAll(contents.of(message.get("content"), index, Place.MESSAGE));
        if (message.get("refusal") instanceof String refusal && !refusal.isBlank()) {
            blocks.add(Map.of("text", refusal));
        }
        List<ToolCall> calls = ToolCall.in(message);
        List<String> given = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            given.add(ids.next(calls.get(i).id()));
            blocks.add(toolUse(calls.get(i), given.get(i), "messages[" + index + "].tool_calls[" + i + "]"));
        }
        contents.cachePoint(message, index, blocks);
        Turn turn = add(Side.ASSISTANT, blocks);
        for (int i = 0; i < calls.size(); i++) {
            ids.called(calls.get(i).id(), new CallIds.Call(turn, given.get(i)));
        }
        unsaid(message, index);
    }

    private Map<String, Object> toolUse(ToolCall call, String id, String path) {
        String name = names.toBedrock(call.name());
        toolsUsed.add(name);
        Map<String, Object> use = new LinkedHashMap<>(4);
        use.put("toolUseId", id);
        use.put("name", name);
        use.put("input", call.arguments().orElseGet(() -> noObject(call, path)));
        return Map.of("toolUse", use);
    }

    /** For arguments that the model wrote but that are no JSON object, which is all that a block can hold. */
    private Map<String, Object> noObject(ToolCall call, String path) {
        if (traits.isClaude()) {
            // https://platform.claude.com/docs/en/agents-and-tools/tool-use/fine-grained-tool-streaming
            return Map.of("INVALID_JSON", call.argumentsText());
        }
        drops.add(path + ".function.arguments");
        return Map.of();
    }

    private void result(Map<String, Object> message, int index) {
        String id = message.get("tool_call_id") instanceof String given ? given : "";
        CallIds.Call call = ids.answered(id);
        if (call == null) {
            // Bedrock refuses a result without its call. What it says still reaches the model.
            drops.ofMessage(index, "tool_call_id");
            add(Side.USER, contents.of(message.get("content"), index, Place.MESSAGE));
            return;
        }
        List<Object> blocks = new ArrayList<>(2);
        blocks.add(toolResult(message, index, call.id()));
        contents.cachePointOfParts(message.get("content"), index, blocks);
        if (blocks.size() == 1) {
            contents.cachePoint(message, index, blocks);
        }
        int caller = turns.lastIndexOf(call.turn());
        if (caller == turns.size() - 1) {
            turns.add(new Turn(Side.USER));
        }
        turns.get(caller + 1).addResults(blocks);
    }

    private Map<String, Object> toolResult(Map<String, Object> message, int index, String id) {
        Map<String, Object> result = new LinkedHashMap<>(4);
        result.put("toolUseId", id);
        result.put("content", contents.of(message.get("content"), index, Place.TOOL_RESULT));
        if (Boolean.TRUE.equals(message.get("is_error"))) {
            if (traits.knowsFailedTools()) {
                result.put("status", "error");
            } else {
                drops.ofMessage(index, "is_error");
            }
        }
        return Map.of("toolResult", result);
    }

    private Turn add(Side side, List<Object> blocks) {
        Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last != null && last.isOf(side)) {
            last.add(blocks);
            return last;
        }
        Turn turn = new Turn(side);
        turn.add(blocks);
        if (!blocks.isEmpty()) {
            turns.add(turn);
        }
        return turn;
    }

    private void calledIn(Object block, Turn turn) {
        // What the provider itself ran has its result in the same turn.
        if (block instanceof Map<?, ?> map
                && map.get("toolUse") instanceof Map<?, ?> use
                && !use.containsKey("type")
                && use.get("name") instanceof String name) {
            toolsUsed.add(names.isKnown(name) ? name : names.toBedrock(name));
            String id = String.valueOf(use.get("toolUseId"));
            ids.next(id);
            ids.called(id, new CallIds.Call(turn, id));
        }
    }

    private void unsaid(Map<String, Object> message, int index) {
        for (Map.Entry<String, Object> member : message.entrySet()) {
            switch (member.getKey()) {
                case "role",
                        "content",
                        "tool_calls",
                        "cache_control",
                        "refusal",
                        "native",
                        // Told with the blocks they belong to, or made of what is told.
                        "reasoning_details",
                        "reasoning_content",
                        "reasoning",
                        "annotations",
                        // Converse goes on from a last message of the assistant in any case.
                        "prefix" -> {}
                default -> {
                    if (member.getValue() != null) {
                        drops.ofMessage(index, member.getKey());
                    }
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
