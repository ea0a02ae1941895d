package io.serai.processors.anthropic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a message by what tells them apart in deltas: their index, or their id where a provider numbers all of them alike, or none.
 * Finds what {@link io.serai.api.chat.ChatCollector} would find.
 */
final class Calls {

    private final String messageId;
    private final List<ToolDraft> drafts = new ArrayList<>(2);
    private final Map<Integer, ToolDraft> numbered = new HashMap<>(4);

    Calls(String messageId) {
        this.messageId = messageId;
    }

    boolean isEmpty() {
        return drafts.isEmpty();
    }

    /** Adds a piece of a call. Gives back the call if it is a new one, else null. */
    @Nullable
    ToolDraft add(Map<?, ?> delta) {
        Map<?, ?> function = delta.get("function") instanceof Map<?, ?> map ? map : Map.of();
        Object id = delta.get("id");
        int number = delta.get("index") instanceof Number n ? n.intValue() : -1;
        ToolDraft draft = number < 0 ? byId(id) : numbered.get(number);
        if (draft != null && isSaid(id) && !draft.id().isEmpty() && !draft.id().equals(id)) {
            draft = byId(id);
        } else if (draft != null && isAnother(draft, id, function)) {
            draft = null;
        }
        boolean isNew = draft == null;
        if (draft == null) {
            draft = new ToolDraft("toolu_" + drafts.size() + "_" + messageId);
            drafts.add(draft);
        }
        numbered.put(number, draft);
        draft.add(id, function.get("name"), function.get("arguments"));
        return isNew ? draft : null;
    }

    /** Whether a delta without an id names a function again after the call has all its arguments. */
    private static boolean isAnother(ToolDraft draft, @Nullable Object id, Map<?, ?> function) {
        return !isSaid(id) && isSaid(function.get("name")) && isSaid(function.get("arguments")) && draft.mayEnd();
    }

    private @Nullable ToolDraft byId(@Nullable Object id) {
        for (int i = drafts.size() - 1; i >= 0; i--) {
            if (!isSaid(id) || drafts.get(i).id().equals(id)) {
                return drafts.get(i);
            }
        }
        return null;
    }

    private static boolean isSaid(@Nullable Object name) {
        return name != null && !name.equals("");
    }
}
