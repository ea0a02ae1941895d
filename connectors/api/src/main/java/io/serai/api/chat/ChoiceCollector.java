package io.serai.api.chat;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One choice of an answer, put together from its deltas. */
final class ChoiceCollector {

    /** Strings that name something: repeated in later deltas by some providers, never continued. */
    private static final Set<String> NAMES = Set.of(
            "role", "id", "type", "name", "object", "model", "status", "format", "phase", "native_finish_reason");

    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, Object> message = new LinkedHashMap<>();
    private final List<Map<String, Object>> calls = new ArrayList<>();
    /** The position in {@link #calls} that a delta's index stands for at the moment. */
    private final Map<Integer, Integer> positions = new LinkedHashMap<>();

    ChoiceCollector(int index) {
        members.put("index", index);
        members.put("message", message);
    }

    void add(Map<?, ?> choice) {
        choice.forEach((name, value) -> {
            switch (String.valueOf(name)) {
                case "index" -> {}
                case "delta", "message" -> {
                    if (value instanceof Map<?, ?> delta) {
                        delta(delta);
                    }
                }
                default -> merge(members, String.valueOf(name), value);
            }
        });
    }

    Map<String, Object> choice() {
        Map<String, Object> whole = new LinkedHashMap<>(members);
        Map<String, Object> said = new LinkedHashMap<>();
        message.forEach((name, value) -> said.put(name, finished(value)));
        if (!calls.isEmpty()) {
            said.put("tool_calls", calls.stream().map(ChoiceCollector::finished).toList());
        }
        whole.replaceAll((name, value) -> name.equals("message") ? said : finished(value));
        return whole;
    }

    private void delta(Map<?, ?> delta) {
        delta.forEach((name, value) -> {
            if ("tool_calls".equals(name) && value instanceof List<?> deltas) {
                message.putIfAbsent("tool_calls", List.of());
                for (Object call : deltas) {
                    if (call instanceof Map<?, ?> members) {
                        call(members);
                    }
                }
            } else {
                merge(message, String.valueOf(name), value);
            }
        });
    }

    /**
     * Finds the call that a delta continues. Most providers number calls by {@code index}; some number all of them 0 and tell them
     * apart by id, some send no index at all, and Gemini's calls have neither.
     */
    private void call(Map<?, ?> delta) {
        Object id = delta.get("id");
        int number = delta.get("index") instanceof Number n ? n.intValue() : -1;
        Integer position = number < 0 ? position(id) : positions.get(number);
        if (position != null && hasOtherId(calls.get(position), id)) {
            position = position(id);
        } else if (position != null && isOver(calls.get(position), delta)) {
            position = null;
        }
        if (position == null) {
            position = calls.size();
            calls.add(new LinkedHashMap<>());
        }
        positions.put(number, position);
        Map<String, Object> call = calls.get(position);
        delta.forEach((name, value) -> {
            if (!"index".equals(name)) {
                merge(call, String.valueOf(name), value);
            }
        });
    }

    private static boolean hasOtherId(Map<String, Object> call, @Nullable Object id) {
        Object known = call.get("id");
        return isSaid(id) && known != null && !"".equals(known) && !known.equals(id);
    }

    /** Whether a delta without an id names a function again after the call has all its arguments: that is another call. */
    private static boolean isOver(Map<String, Object> call, Map<?, ?> delta) {
        return !isSaid(delta.get("id"))
                && delta.get("function") instanceof Map<?, ?> next
                && isSaid(next.get("name"))
                && isSaid(next.get("arguments"))
                && call.get("function") instanceof Map<?, ?> known
                && known.get("arguments") instanceof StringBuilder arguments
                && isObject(arguments.toString());
    }

    private static boolean isObject(String json) {
        try {
            Json.standard().readObject(json.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    private static boolean isSaid(@Nullable Object name) {
        return name != null && !"".equals(name);
    }

    private @Nullable Integer position(@Nullable Object id) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (!isSaid(id) || Objects.equals(id, calls.get(i).get("id"))) {
                return i;
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> into, String name, @Nullable Object value) {
        Object known = into.get(name);
        if (value == null) {
            into.putIfAbsent(name, null);
        } else if (value instanceof String text && !NAMES.contains(name) && !name.equals("finish_reason")) {
            StringBuilder grown = known instanceof StringBuilder builder ? builder : new StringBuilder();
            into.put(name, grown.append(text));
        } else if (value instanceof String text && known != null && text.isEmpty()) {
            // A repeated but empty name says nothing.
            return;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> target =
                    known instanceof Map<?, ?> ? (Map<String, Object>) known : new LinkedHashMap<>();
            map.forEach((key, part) -> merge(target, String.valueOf(key), part));
            into.put(name, target);
        } else if (value instanceof List<?> list) {
            List<Object> target = known instanceof List<?> ? (List<Object>) known : new ArrayList<>();
            if (ReasoningDetail.MEMBER.equals(name)) {
                list.forEach(piece -> reasoning(target, piece));
            } else {
                target.addAll(list);
            }
            into.put(name, target);
        } else {
            into.put(name, value);
        }
    }

    /** Pieces of reasoning that are numbered alike are one. */
    @SuppressWarnings("unchecked")
    private static void reasoning(List<Object> details, Object piece) {
        if (!(piece instanceof Map<?, ?> members)) {
            details.add(piece);
            return;
        }
        Object index = members.get("index");
        Map<String, Object> whole = null;
        for (Object detail : details) {
            if (index != null && detail instanceof Map<?, ?> known && index.equals(known.get("index"))) {
                whole = (Map<String, Object>) known;
            }
        }
        if (whole == null) {
            whole = new LinkedHashMap<>();
            details.add(whole);
        }
        Map<String, Object> target = whole;
        members.forEach((name, value) -> merge(target, String.valueOf(name), value));
    }

    private static @Nullable Object finished(@Nullable Object value) {
        if (value instanceof StringBuilder builder) {
            return builder.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((name, part) -> plain.put(String.valueOf(name), finished(part)));
            return plain;
        }
        if (value instanceof List<?> list) {
            List<Object> plain = new ArrayList<>(list.size());
            list.forEach(part -> plain.add(finished(part)));
            return plain;
        }
        return value;
    }
}
