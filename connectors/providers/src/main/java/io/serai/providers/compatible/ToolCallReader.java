package io.serai.providers.compatible;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one choice's stream, numbered from 0 each with its own index, named in its first delta and only there. Most services
 * number calls by {@code index}; some number all of them 0 and tell them apart by id, some send no index at all, some no id.
 */
final class ToolCallReader {

    private final List<Call> calls = new ArrayList<>(2);
    /** The position in {@link #calls} that a delta's index stands for at the moment; -1 is no index. */
    private final Map<Integer, Integer> positions = new HashMap<>(4);

    private static final class Call {
        private final String id;
        /** Whether the service has told no id. */
        private final boolean nameless;
        /** Kept where only its end shows that the next delta begins another call. */
        private final StringBuilder arguments = new StringBuilder(0);

        Call(String id, boolean nameless) {
            this.id = id;
            this.nameless = nameless;
        }
    }

    /** Changes a delta's calls in place. */
    void read(List<?> deltas, @Nullable Object answerId) {
        for (Object delta : deltas) {
            if (delta instanceof Map<?, ?> call) {
                read(ChoiceReader.cast(call), answerId);
            }
        }
    }

    private void read(Map<String, Object> delta, @Nullable Object answerId) {
        Map<String, Object> function = delta.get("function") instanceof Map<?, ?> map ? ChoiceReader.cast(map) : null;
        if (function != null) {
            text(function);
        }
        Object id = delta.get("id");
        int number = delta.get("index") instanceof Number n ? n.intValue() : -1;
        Integer known = position(number, id, function);
        int position;
        if (known == null) {
            position = begin(delta, id, answerId);
        } else {
            position = known;
            delta.remove("id");
            if (function != null) {
                function.remove("name");
            }
        }
        positions.put(number, position);
        if (number != position) {
            delta.put("index", position);
        }
        remember(calls.get(position), function);
    }

    private int begin(Map<String, Object> delta, @Nullable Object id, @Nullable Object answerId) {
        int position = calls.size();
        boolean nameless = !(id instanceof String) || ChoiceReader.isMissing(id);
        String named = nameless ? ChoiceReader.id(answerId, position) : String.valueOf(id);
        calls.add(new Call(named, nameless));
        if (nameless) {
            delta.put("id", named);
        }
        delta.putIfAbsent("type", "function");
        return position;
    }

    private @Nullable Integer position(int number, @Nullable Object id, @Nullable Map<String, Object> function) {
        boolean named = !ChoiceReader.isMissing(id);
        Integer position = number < 0 ? byId(id, named) : positions.get(number);
        if (position == null) {
            return null;
        }
        Call call = calls.get(position);
        if (named && !call.nameless && !call.id.equals(id)) {
            return byId(id, true);
        }
        return !named && isOver(call, function) ? null : position;
    }

    private @Nullable Integer byId(@Nullable Object id, boolean named) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (!named || calls.get(i).id.equals(id)) {
                return i;
            }
        }
        return null;
    }

    /** Whether a delta names a function again, without an id, after the call has all its arguments: that is another call. */
    private static boolean isOver(Call call, @Nullable Map<String, Object> function) {
        return call.nameless
                && function != null
                && !ChoiceReader.isMissing(function.get("name"))
                && isObject(call.arguments.toString());
    }

    private static boolean isObject(String json) {
        try {
            Json.standard().readObject(json.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    private static void remember(Call call, @Nullable Map<String, Object> function) {
        if (call.nameless && function != null && function.get("arguments") instanceof String piece) {
            call.arguments.append(piece);
        }
    }

    /** Arguments are text, also where a server writes them as an object. */
    static void text(Map<String, Object> function) {
        if (function.get("arguments") instanceof Map<?, ?> object) {
            function.put("arguments", new String(Json.write(object), StandardCharsets.UTF_8));
        }
    }
}
