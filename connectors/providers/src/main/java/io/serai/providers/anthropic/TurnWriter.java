package io.serai.providers.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes turns down in the order in which Anthropic takes them: results before the user's words, the system's words after. */
final class TurnWriter {

    private final Dropped dropped;
    private final List<Object> messages = new ArrayList<>();
    private List<Object> user = new ArrayList<>();
    private List<Object> system = new ArrayList<>(0);
    private final List<Integer> systemMessages = new ArrayList<>(0);

    TurnWriter(Dropped dropped) {
        this.dropped = dropped;
    }

    List<Object> write(List<Turn> turns) {
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            switch (turn.role()) {
                case USER -> user.addAll(turn.blocks());
                case SYSTEM -> {
                    system.addAll(turn.blocks());
                    systemMessages.add(turn.message());
                }
                case ASSISTANT -> {
                    flush();
                    message("assistant", turn.blocks());
                    // Calls at the very end are still to be answered: Anthropic says so best.
                    if (turn.isAnswered() || i < turns.size() - 1) {
                        user.addAll(turn.results());
                    }
                }
            }
        }
        flush();
        return messages;
    }

    private void flush() {
        if (user.isEmpty() && !system.isEmpty()) {
            // "role 'system' must follow a 'user' message": without one before, its words stay, its role does not.
            systemMessages.forEach(message -> dropped.message(message, "role"));
            user.addAll(system);
            system.clear();
        }
        if (!user.isEmpty()) {
            message("user", user);
            user = new ArrayList<>();
        }
        if (!system.isEmpty()) {
            message("system", system);
            system = new ArrayList<>(0);
        }
        systemMessages.clear();
    }

    private void message(String role, List<Object> blocks) {
        Map<String, Object> message = new LinkedHashMap<>(4);
        message.put("role", role);
        message.put("content", blocks);
        messages.add(message);
    }
}
