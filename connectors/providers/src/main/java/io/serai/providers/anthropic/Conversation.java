package io.serai.providers.anthropic;

import io.serai.api.chat.ToolCall;
import io.serai.providers.anthropic.ClaudeModel.Feature;
import io.serai.providers.anthropic.Turn.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a request as Anthropic takes them (<a href="https://platform.claude.com/docs/en/api/messages/create">messages</a>):
 *
 * <ul>
 *   <li>users' and assistants' turns, neighbours of the same role being one;
 *   <li>the results of all calls of a turn first in the turn after it, wherever they stood; a result that nobody asked for is said as
 *       the user's words;
 *   <li>what the system says first of all beside the messages, as {@link #system()}. What it says later stays in its place where the
 *       model takes that (<a href="https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages">system
 *       messages</a>: after a user's turn, before an assistant's), else it goes to {@link #system()} too, as Anthropic's own <a
 *       href="https://platform.claude.com/docs/en/api/openai-sdk">OpenAI compatibility</a> has it.
 * </ul>
 */
final class Conversation {

    private static final Set<String> KNOWN = Set.of(
            "role",
            "content",
            "cache_control",
            "tool_calls",
            "tool_call_id",
            "is_error",
            "refusal",
            "native",
            "thinking_blocks",
            "reasoning_details",
            // The same again as readable text, which no provider takes back.
            "reasoning_content",
            "reasoning",
            // In the text already, or in native.
            "annotations");

    private final ClaudeModel model;
    private final Dropped dropped;
    private final ContentBlocks content;
    private final AssistantTurn assistant;
    private final List<Object> system = new ArrayList<>(1);
    private final List<Turn> turns = new ArrayList<>();
    private final Set<String> ids = new HashSet<>(0);
    /** By the id of a call, as the request has it, the turn that made it last and the id that it has there. */
    private final Map<String, Call> calls = new HashMap<>(0);

    private record Call(Turn turn, String id) {}

    Conversation(ClaudeModel model, MessagesFlavor flavor, SafeNames names, Dropped dropped) {
        this.model = model;
        this.dropped = dropped;
        this.content = new ContentBlocks(flavor, dropped);
        this.assistant = new AssistantTurn(content, names, dropped);
    }

    /** Takes all messages. Called once. */
    void add(List<?> messages) {
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof Map<?, ?> map) {
                @SuppressWarnings("unchecked")
                Map<String, Object> message = (Map<String, Object>) map;
                add(message, i);
            }
        }
    }

    private void add(Map<String, Object> message, int at) {
        String role = String.valueOf(message.get("role"));
        notice(message, role, at);
        switch (role) {
            case "system", "developer" -> addSystem(message, at);
            case "assistant" -> addAssistant(message, at);
            case "tool", "function" -> addResult(message, at);
            case "user" -> content(message, at, turn(Role.USER, at).blocks());
            default -> dropped.message(at, "role");
        }
    }

    private void notice(Map<String, Object> message, String role, int at) {
        for (Map.Entry<String, Object> member : message.entrySet()) {
            String name = member.getKey();
            // The name of the function that answered: the id says it.
            boolean said = KNOWN.contains(name) || (name.equals("name") && role.equals("tool"));
            if (!said && member.getValue() != null) {
                dropped.message(at, name);
            }
        }
    }

    private void addSystem(Map<String, Object> message, int at) {
        List<Object> blocks = turns.isEmpty() || !model.has(Feature.SYSTEM_TURNS)
                ? system
                : turn(Role.SYSTEM, at).blocks();
        int before = blocks.size();
        content.addText(message.get("content"), at, blocks);
        hint(message, blocks, before);
    }

    private void addAssistant(Map<String, Object> message, int at) {
        Turn last = last();
        // Results have come between: two turns, not one.
        Turn turn = last != null && last.isAnswered() ? begin(Role.ASSISTANT, at) : turn(Role.ASSISTANT, at);
        List<String> given = new ArrayList<>(0);
        for (ToolCall call : ToolCall.in(message)) {
            given.add(id(call, turn, given.size(), at));
        }
        int before = turn.blocks().size();
        turn.blocks().addAll(assistant.blocks(message, at, given));
        hint(message, turn.blocks(), before);
        if (turn.blocks().isEmpty()) {
            turns.remove(turns.size() - 1);
        }
    }

    /** Anthropic wants ids that are of its letters, and no two alike. */
    private String id(ToolCall call, Turn turn, int number, int at) {
        String safe = SafeNames.id(call.id().isEmpty() ? "call_" + at + "_" + number : call.id());
        String unique = safe;
        for (int i = 2; !ids.add(unique); i++) {
            unique = safe + "-" + i;
        }
        turn.call(unique);
        calls.put(call.id(), new Call(turn, unique));
        return unique;
    }

    private void addResult(Map<String, Object> message, int at) {
        Object given = message.get("tool_call_id");
        Call call = given instanceof String id && !id.isEmpty() ? calls.get(id) : nextUnanswered();
        if (call == null || !call.turn.waitsFor(call.id)) {
            dropped.message(at, "tool_call_id");
            content(message, at, turn(Role.USER, at).blocks());
            return;
        }
        call.turn.result(call.id, result(message, call.id, at));
    }

    /** For results without an id: they come in the order of the calls. */
    private @Nullable Call nextUnanswered() {
        for (Turn turn : turns) {
            String id = turn.firstUnanswered();
            if (id != null) {
                return new Call(turn, id);
            }
        }
        return null;
    }

    private Map<String, Object> result(Map<String, Object> message, String id, int at) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "tool_result");
        block.put("tool_use_id", id);
        Object said = message.get("content");
        if (said instanceof String text) {
            if (!text.isEmpty()) {
                block.put("content", text);
            }
        } else {
            List<Object> blocks = new ArrayList<>(2);
            content.add(said, at, blocks);
            if (!blocks.isEmpty()) {
                block.put("content", blocks);
            }
        }
        if (Boolean.TRUE.equals(message.get("is_error"))) {
            // Anthropic: "content cannot be empty if `is_error` is true"
            if (block.containsKey("content")) {
                block.put("is_error", true);
            } else {
                dropped.message(at, "is_error");
            }
        }
        Object hint = message.get("cache_control");
        if (hint != null) {
            block.put("cache_control", hint);
        }
        return block;
    }

    private void content(Map<String, Object> message, int at, List<Object> blocks) {
        int before = blocks.size();
        content.add(message.get("content"), at, blocks);
        hint(message, blocks, before);
    }

    /** A message's own cache hint belongs to the last of its blocks. */
    private static void hint(Map<String, Object> message, List<Object> blocks, int before) {
        Object hint = message.get("cache_control");
        if (hint == null || blocks.size() == before) {
            return;
        }
        int last = blocks.size() - 1;
        Map<Object, Object> hinted = new LinkedHashMap<>((Map<?, ?>) blocks.get(last));
        hinted.put("cache_control", hint);
        blocks.set(last, hinted);
    }

    private @Nullable Turn last() {
        return turns.isEmpty() ? null : turns.get(turns.size() - 1);
    }

    private Turn turn(Role role, int at) {
        Turn last = last();
        return last != null && last.role() == role ? last : begin(role, at);
    }

    private Turn begin(Role role, int at) {
        Turn turn = new Turn(role, at);
        turns.add(turn);
        return turn;
    }

    /** Blocks of text, to which more may be added; empty where the system says nothing. */
    List<Object> system() {
        return system;
    }

    /** Whether tools have just answered a turn that does not begin with the thinking that led to the calls. */
    boolean continuesWithoutThinking() {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).role() == Role.ASSISTANT) {
                return turns.get(i).callsWithoutThinking();
            }
        }
        return false;
    }

    /** At least one: "messages: at least one message is required", which a system message is none of. */
    List<Object> messages() {
        List<Object> messages = new TurnWriter(dropped).write(turns);
        if (messages.isEmpty() && !system.isEmpty()) {
            Map<String, Object> opening = new LinkedHashMap<>(4);
            opening.put("role", "user");
            opening.put("content", List.of(ContentBlocks.text(".")));
            messages.add(opening);
        }
        return messages;
    }
}
