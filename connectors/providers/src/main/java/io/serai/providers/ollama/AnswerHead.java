package io.serai.providers.ollama;

import io.serai.api.chat.ChatEnvelope;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * What an answer is called. Ollama numbers neither answers nor, in older versions, calls: both are named after the moment that it says it
 * answered, to the nanosecond.
 *
 * @param moment in hexadecimal digits
 * @param envelope of the answer
 */
record AnswerHead(String moment, ChatEnvelope envelope) {

    private static final long NANOS = 1_000_000_000L;

    /** @param answer whole, or the first line of a stream */
    static AnswerHead of(Map<String, Object> answer, String asked, Instant receivedAt) {
        Instant at = createdAt(answer, receivedAt);
        String moment = Long.toHexString(at.getEpochSecond() * NANOS + at.getNano());
        String model = answer.get("model") instanceof String named && !named.isEmpty() ? named : asked;
        return new AnswerHead(moment, new ChatEnvelope("chatcmpl-" + moment, at.getEpochSecond(), model));
    }

    /** The id of a call that came without. */
    String callId(int position) {
        return "call_" + moment + "_" + position;
    }

    private static Instant createdAt(Map<String, Object> answer, Instant otherwise) {
        if (!(answer.get("created_at") instanceof String text)) {
            return otherwise;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }
}
