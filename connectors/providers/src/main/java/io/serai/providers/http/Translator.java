package io.serai.providers.http;

import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Between the canonical form and a provider's own: values in, values out, no input or output, no clock. Thread-safe; made once for each
 * provider.
 */
public interface Translator {

    /** How the answer is to come. */
    enum Delivery {
        WHOLE,
        STREAM
    }

    /**
     * What is sent.
     *
     * @param path after the base URL
     * @param headers of this call, beside those of the provider
     * @param body its bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
    record Outgoing(String path, Map<String, String> headers, byte[] body) {}

    /**
     * An answer that says no.
     *
     * @param status of HTTP, 400 or more; or the status that a body with HTTP status 200 speaks of
     * @param header looks a header up, in any letter case
     * @param body as much of it as came, bounded
     * @param receivedAt when it came
     */
    @SuppressWarnings("ArrayRecordComponent") // parsed, never compared
    record Refusal(int status, Function<String, Optional<String>> header, byte[] body, Instant receivedAt) {}

    /** The request as the provider wants it. The canonical request is not changed. */
    Outgoing request(Operation operation, String model, Map<String, Object> request, Delivery delivery);

    /** The canonical answer; breaks where the provider's answer tells of an error. */
    Map<String, Object> answer(Operation operation, Map<String, Object> body);

    /** What a refusal means. */
    SeraiException error(Refusal refusal);

    /** How events lie in a streamed body, at most so many bytes each. */
    default Framing framing(int eventBytes) {
        return new SseFraming(eventBytes);
    }

    /** For one stream. */
    Events events();

    /** Turns the events of one stream into canonical chunks, keeping what it must remember from one to the next. */
    interface Events {

        /** The chunks in an event, often one; null where the event ends the stream. Breaks where it tells of an error. */
        @Nullable
        List<Map<String, Object>> chunks(String type, byte[] data) throws MalformedEventException;

        /** Whether the stream may end here although no event has ended it. */
        boolean isComplete();
    }

    /** An event whose content is not what the provider's grammar promises. */
    final class MalformedEventException extends Exception {
        public MalformedEventException(String message) {
            super(message, null, false, false);
        }
    }
}
