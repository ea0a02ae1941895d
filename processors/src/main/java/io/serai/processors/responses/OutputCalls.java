package io.serai.processors.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of a message while they come, each an item of its own, however they are interleaved. Which call a delta continues is
 * found out as {@link io.serai.api.chat.ChatCollector} does: by its index, and by its id where providers number all calls alike, or none.
 */
final class OutputCalls {

    private static final Set<String> KNOWN = Set.of("index", "id", "type", "function", "custom");

    /** A call, told as an item once its name is known. */
    private static final class Pending {
        private final StringBuilder said = new StringBuilder();
        private final Map<String, Object> further = new HashMap<>(0);
        private CallItem.Kind kind = CallItem.Kind.FUNCTION;
        private String id = "";
        private String name = "";
        private @Nullable CallItem item;
    }

    private final BiFunction<CallItem.Kind, Function, CallItem> opening;
    private final List<Pending> calls = new ArrayList<>(1);
    private final Map<Integer, Pending> byIndex = new HashMap<>(2);

    /** What is known of a call when it is opened. */
    record Function(String id, String name) {}

    OutputCalls(BiFunction<CallItem.Kind, Function, CallItem> opening) {
        this.opening = opening;
    }

    void add(Map<String, Object> delta) {
        Pending call = find(delta);
        if (call.id.isEmpty()) {
            call.id = Items.string(delta, "id");
        }
        boolean isCustom = delta.get("custom") instanceof Map;
        if (isCustom) {
            call.kind = CallItem.Kind.CUSTOM;
        }
        Map<String, Object> inner = Items.object(delta.get(isCustom ? "custom" : "function"));
        if (call.name.isEmpty()) {
            call.name = Items.string(inner, "name");
        }
        delta.forEach((name, value) -> {
            if (!KNOWN.contains(name) && value != null) {
                call.further.put(name, value);
            }
        });
        say(call, Items.string(inner, isCustom ? "input" : "arguments"));
    }

    /** Closes the calls that have all their arguments. A custom tool's input has no end that can be seen. */
    void closeWhole() {
        for (Pending call : calls) {
            CallItem item = call.item;
            if (item != null
                    && item.isOpen()
                    && call.kind == CallItem.Kind.FUNCTION
                    && isObject(call.said.toString())) {
                item.close(OutputItem.Status.COMPLETED);
            }
        }
    }

    /** Tells the calls that never got a name, too. */
    void end() {
        calls.forEach(this::open);
    }

    private void say(Pending call, String piece) {
        call.said.append(piece);
        if (call.item == null && !call.name.isEmpty()) {
            open(call);
        } else if (call.item != null) {
            call.further.forEach(call.item::further);
            if (!piece.isEmpty()) {
                call.item.say(piece);
            }
        }
    }

    private void open(Pending call) {
        if (call.item == null) {
            call.item = opening.apply(call.kind, new Function(call.id, call.name));
            call.further.forEach(call.item::further);
            if (!call.said.isEmpty()) {
                call.item.say(call.said.toString());
            }
        }
    }

    private Pending find(Map<String, Object> delta) {
        String id = Items.string(delta, "id");
        int index = delta.get("index") instanceof Number number ? number.intValue() : -1;
        Pending call = index < 0 ? byId(id) : byIndex.get(index);
        if (call != null && !id.isEmpty() && !call.id.isEmpty() && !call.id.equals(id)) {
            call = byId(id);
        } else if (call != null && id.isEmpty() && isAnother(call, delta)) {
            call = null;
        }
        if (call == null) {
            call = new Pending();
            calls.add(call);
        }
        byIndex.put(index, call);
        return call;
    }

    /** The latest call of this id; the latest of all where there is none. */
    private @Nullable Pending byId(String id) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (id.isEmpty() || id.equals(calls.get(i).id)) {
                return calls.get(i);
            }
        }
        return null;
    }

    /** Whether a delta names a function again after the call has all its arguments. */
    private static boolean isAnother(Pending call, Map<String, Object> delta) {
        Map<String, Object> next = Items.object(delta.get("function"));
        return !Items.string(next, "name").isEmpty()
                && !Items.string(next, "arguments").isEmpty()
                && isObject(call.said.toString());
    }

    private static boolean isObject(String json) {
        try {
            Json.standard().readObject(json.getBytes(UTF_8));
            return true;
        } catch (JsonException e) {
            return false;
        }
    }
}
