package io.serai.api.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One choice of an answer, put together from its deltas. */
final class ChoiceCollector {

    /** Strings that name something: repeated in later deltas by some providers, never continued. */
    private static final Set<String> NAMES =
            Set.of("role", "id", "type", "name", "object", "model", "status", "format");

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
     * apart by id, some send no index at all.
     */
    private void call(Map<?, ?> delta) {
        Object id = delta.get("id");
        int number = delta.get("index") instanceof Number n ? n.intValue() : -1;
        Integer position = number < 0 ? position(id) : positions.get(number);
        if (position == null || startsAnother(calls.get(position), id)) {
            Integer known = number >= 0 || id == null ? null : position(id);
            position = known == null ? calls.size() : known;
            if (known == null) {
                calls.add(new LinkedHashMap<>());
            }
        }
        positions.put(number, position);
        Map<String, Object> call = calls.get(position);
        delta.forEach((name, value) -> {
            if (!"index".equals(name)) {
                merge(call, String.valueOf(name), value);
            }
        });
    }

    private static boolean startsAnother(Map<String, Object> call, @Nullable Object id) {
        Object known = call.get("id");
        return id != null && !"".equals(id) && known != null && !known.equals(id);
    }

    private @Nullable Integer position(@Nullable Object id) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (id == null || "".equals(id) || id.equals(calls.get(i).get("id"))) {
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
            if (known instanceof StringBuilder builder) {
                builder.append(text);
            } else {
                into.put(name, new StringBuilder(text));
            }
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
            target.addAll(list);
            into.put(name, target);
        } else {
            into.put(name, value);
        }
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
        return value;
    }
}
