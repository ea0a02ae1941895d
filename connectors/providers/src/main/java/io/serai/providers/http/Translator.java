package io.serai.providers.http;

import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

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
     * What is asked of the provider.
     *
     * @param request in canonical form; not to be changed
     */
    record Asked(Operation operation, String model, Map<String, Object> request, Delivery delivery) {}

    /**
     * What is sent.
     *
     * @param method of HTTP; {@code POST} as a rule
     * @param path after the base URL; its query, if it has one, included
     * @param headers of this call, beside those of the provider; names in lower case
     * @param body its bytes
     * @param dropped the request's fields that could not be said, such as {@code messages[0].name}
     */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
    record Outgoing(String method, String path, Map<String, String> headers, byte[] body, List<String> dropped) {

        /** A request by {@code POST}. */
        public Outgoing(String path, Map<String, String> headers, byte[] body, List<String> dropped) {
            this("POST", path, headers, body, dropped);
        }

        /** A request that says all there is to say. */
        public Outgoing(String path, Map<String, String> headers, byte[] body) {
            this(path, headers, body, List.of());
        }
    }

    /**
     * The head of an answer.
     *
     * @param header looks a header up, in any letter case
     * @param receivedAt when it came
     */
    record Head(Function<String, Optional<String>> header, Instant receivedAt) {}

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

    /** Begins to translate one call. Breaks with a {@code caller_bad_request} where nothing can be made of it. */
    Translation translate(Asked asked);

    /** As {@link io.serai.providers.spi.Backend#mostOutput} says. */
    default OptionalLong mostOutput(String model) {
        return OptionalLong.empty();
    }

    /** What a refusal means. */
    SeraiException error(Refusal refusal);
}
