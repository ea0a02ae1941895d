package io.serai.providers.ollama;

import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that a model made; it always comes whole (<a href="https://docs.ollama.com/capabilities/tool-calling">source</a>).
 *
 * @param arguments as JSON text
 */
record SaidCall(String id, String name, String arguments) {

    /** @param position of the first of them in the whole answer */
    static List<SaidCall> in(Map<?, ?> message, AnswerHead head, int position) {
        if (!(message.get("tool_calls") instanceof List<?> calls)) {
            return List.of();
        }
        List<SaidCall> said = new ArrayList<>(calls.size());
        for (Object element : calls) {
            if (element instanceof Map<?, ?> call && call.get("function") instanceof Map<?, ?> function) {
                String id = call.get("id") instanceof String given && !given.isEmpty()
                        ? given
                        : head.callId(position + said.size());
                said.add(new SaidCall(id, String.valueOf(function.get("name")), arguments(function.get("arguments"))));
            }
        }
        return said;
    }

    private static String arguments(@Nullable Object given) {
        if (given instanceof String text) {
            return text;
        }
        return given == null ? "{}" : new String(Json.write(given), StandardCharsets.UTF_8);
    }
}
