package io.serai.providers.ollama;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why an answer ended. {@code done_reason} is {@code stop} or {@code length}, {@code load} or {@code unload} where nothing was asked (<a
 * href="https://github.com/ollama/ollama/blob/main/docs/api.md#load-a-model">source</a>); calls end with {@code stop}.
 *
 * @param canonical OpenAI's word
 * @param own Ollama's, where it says more; else empty
 */
record DoneReason(String canonical, String own) {

    static DoneReason of(Map<String, Object> answer, boolean hasCalls) {
        String said = answer.get("done_reason") instanceof String word ? word : "stop";
        return switch (said) {
            case "stop" -> new DoneReason(hasCalls ? "tool_calls" : "stop", "");
            case "length" -> new DoneReason("length", "");
            default -> new DoneReason(hasCalls ? "tool_calls" : "stop", said);
        };
    }

    /** Puts it into a choice. */
    void tell(Map<String, Object> choice) {
        choice.put("finish_reason", canonical);
        if (!own.isEmpty()) {
            choice.put("native_finish_reason", own);
        }
    }

    /** A choice with nothing but its end. */
    Map<String, Object> choice() {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", Map.of());
        tell(choice);
        return choice;
    }
}
