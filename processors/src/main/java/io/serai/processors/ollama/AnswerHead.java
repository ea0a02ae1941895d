package io.serai.processors.ollama;

import io.serai.processors.frontend.Asked;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What stands at the beginning of an answer, and of each line of a stream.
 *
 * @param model that answered, or that was asked where nobody says
 * @param createdAt in ISO 8601
 */
record AnswerHead(String model, String createdAt) {

    /** @param said a canonical answer, or a chunk of it */
    static AnswerHead of(Map<String, Object> said, Asked asked) {
        return new AnswerHead(
                said.get("model") instanceof String model && !model.isEmpty() ? model : asked.model(),
                at(said).toString());
    }

    Map<String, Object> line() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("model", model);
        line.put("created_at", createdAt);
        return line;
    }

    private static Instant at(Map<String, Object> said) {
        try {
            return said.get("created") instanceof Number seconds
                    ? Instant.ofEpochSecond(seconds.longValue())
                    : Instant.now();
        } catch (DateTimeException e) {
            return Instant.now();
        }
    }
}
