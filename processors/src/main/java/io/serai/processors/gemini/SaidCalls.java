package io.serai.processors.gemini;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a message by what tells them apart in deltas: their index, or their id where a provider numbers all of them alike, or none.
 * Finds what {@link io.serai.api.chat.ChatCollector} would find.
 */
final class SaidCalls {

    private final List<SaidCall> calls = new ArrayList<>(2);
    private final Map<Integer, SaidCall> numbered = new HashMap<>(4);

    List<SaidCall> all() {
        return calls;
    }

    /** @param said a message or a delta */
    void add(Node said) {
        for (Node delta : said.objects("tool_calls")) {
            of(delta).add(delta);
        }
    }

    private SaidCall of(Node delta) {
        String id = delta.string("id");
        // A whole message's calls have no index: each has its own id, or is a call of its own.
        int number = delta.get("index") instanceof Number n ? n.intValue() : -1;
        SaidCall call = number < 0 ? byId(id) : numbered.get(number);
        if (call != null && !id.isEmpty() && !call.id().isEmpty() && !call.id().equals(id)) {
            call = byId(id);
        } else if (call != null && isAnother(call, delta)) {
            call = null;
        }
        if (call == null) {
            call = new SaidCall();
            calls.add(call);
        }
        numbered.put(number, call);
        return call;
    }

    /** Whether a delta without an id names a function again after the call has all its arguments. */
    private static boolean isAnother(SaidCall call, Node delta) {
        Node function = delta.object("function");
        return delta.string("id").isEmpty()
                && !function.string("name").isEmpty()
                && !function.string("arguments").isEmpty()
                && call.isWhole();
    }

    private @Nullable SaidCall byId(String id) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (id.isEmpty() || calls.get(i).id().equals(id)) {
                return calls.get(i);
            }
        }
        return null;
    }
}
