package io.serai.providers.huggingface;

import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of tools as TGI's versions have told them, brought into OpenAI's shape: one call in place of a list of them, its id a number or
 * empty, its arguments an object, called {@code parameters} in the oldest; the finish reason {@code stop} (<a
 * href="https://github.com/huggingface/text-generation-inference/issues/2794">2.4</a>, <a
 * href="https://github.com/huggingface/text-generation-inference/pull/2954">3.0</a>). Of one answer, used by one thread.
 */
final class TgiChoices {

    private static final String CALLS = "tool_calls";

    private final String member;
    private boolean called;
    private @Nullable Object first;

    /** @param member of a choice: {@code message} or {@code delta} */
    TgiChoices(String member) {
        this.member = member;
    }

    /** Changes an answer, or a chunk, in place. Says whether it did. */
    boolean read(Map<String, Object> answer) {
        boolean changed = false;
        if (answer.get("choices") instanceof List<?> choices) {
            for (Object element : choices) {
                if (element instanceof Map<?, ?> choice) {
                    changed |= choice(cast(choice), answer.get("created"));
                }
            }
        }
        return changed;
    }

    private boolean choice(Map<String, Object> choice, @Nullable Object created) {
        boolean changed = false;
        if (choice.get(member) instanceof Map<?, ?> said && said.get(CALLS) != null) {
            calls(cast(said), created);
            changed = true;
        }
        // "eos_token" in old versions.
        if (called && ("stop".equals(choice.get("finish_reason")) || "eos_token".equals(choice.get("finish_reason")))) {
            choice.put("finish_reason", CALLS);
            changed = true;
        }
        return changed;
    }

    private void calls(Map<String, Object> said, @Nullable Object created) {
        Object given = said.get(CALLS);
        List<Object> calls = new ArrayList<>(1);
        if (given instanceof List<?> list) {
            calls.addAll(list);
        } else if (given instanceof Map<?, ?>) {
            calls.add(given);
        }
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i) instanceof Map<?, ?> call) {
                call(cast(call), created, i);
            }
        }
        called |= !calls.isEmpty();
        if (calls.isEmpty()) {
            said.remove(CALLS);
        } else {
            said.put(CALLS, calls);
        }
    }

    private void call(Map<String, Object> call, @Nullable Object created, int position) {
        if (!(call.get("function") instanceof Map<?, ?> map)) {
            return;
        }
        Map<String, Object> function = cast(map);
        boolean begins = function.get("name") != null;
        if (!(call.get("id") instanceof String id) || id.isEmpty()) {
            // In a stream the call that a further piece belongs to, by its index, has one already.
            call.remove("id");
            if (begins) {
                call.put(
                        "id",
                        "call_" + created(created) + "_" + (call.get("index") instanceof Number n ? n : position));
            }
        }
        if (function.get("arguments") == null && function.get("parameters") != null) {
            function.put("arguments", function.remove("parameters"));
        }
        if (function.get("arguments") instanceof Map<?, ?> object) {
            function.put("arguments", new String(Json.write(object), StandardCharsets.UTF_8));
        }
        if (function.get("description") == null) {
            function.remove("description");
        }
        if (!begins) {
            function.remove("name");
        }
    }

    /** The moment of the first chunk: later ones have their own {@code created}. */
    private Object created(@Nullable Object given) {
        if (first == null) {
            first = given == null ? 0 : given;
        }
        return first;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
