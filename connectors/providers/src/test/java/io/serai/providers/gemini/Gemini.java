package io.serai.providers.gemini;

import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of a Gemini of AI Studio, for tests. */
final class Gemini {

    static final Head HEAD = new Head(name -> Optional.empty(), Instant.ofEpochSecond(1_700_000_000));

    private static final Surface SURFACE =
            new Surface("v1beta", Surface.Kind.AI_STUDIO, Optional.empty(), "https://example.com/v1beta/");

    private Gemini() {}

    static Translation call(Operation operation, String model, Map<String, Object> request) {
        GeminiErrors errors = new GeminiErrors("test", List.of());
        return new GeminiTranslator(SURFACE, errors, () -> "spare")
                .translate(new Asked(operation, model, request, Delivery.WHOLE));
    }

    static Translation chat(Map<String, Object> request) {
        return call(Operation.CHAT, "gemini-3.5-flash", request);
    }

    static Map<String, Object> json(String json) throws Exception {
        return Json.standard().readObject(json.getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, Object> sent(Translation call) throws Exception {
        return Json.standard().readObject(call.outgoing().body());
    }

    /** An answer of one candidate. */
    static Map<String, Object> answer(List<?> parts, String finishReason) {
        Map<String, Object> candidate = new LinkedHashMap<>();
        candidate.put("content", Map.of("role", "model", "parts", parts));
        if (!finishReason.isEmpty()) {
            candidate.put("finishReason", finishReason);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("candidates", List.of(candidate));
        answer.put("usageMetadata", Map.of("promptTokenCount", 3, "candidatesTokenCount", 4));
        answer.put("responseId", "r");
        return answer;
    }

    /** The chunks of a stream whose events have one part each. */
    static List<Map<String, Object>> streamed(Translation call, List<?> parts) throws Exception {
        Translation.Events events = call.events(HEAD);
        List<Map<String, Object>> chunks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Map<String, Object> event = answer(List.of(parts.get(i)), i + 1 == parts.size() ? "STOP" : "");
            chunks.addAll(events.chunks("message", Json.write(event)));
        }
        chunks.addAll(events.rest());
        return chunks;
    }
}
