package io.serai.processors.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.error.ErrorShape;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.meter.RateLimits;
import io.serai.processors.frontend.LimitHeaders;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Failures as Responses tells them: before the first byte as all of OpenAI's API does, in a stream by an event of its own (<a
 * href="https://platform.openai.com/docs/api-reference/responses-streaming/error">source</a>).
 */
public final class ResponsesErrors implements ErrorShape {

    private static final String PATH = "/v1/responses";

    @Override
    public boolean serves(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    @Override
    public Map<String, String> headers(RateLimits limits, Instant now) {
        return LimitHeaders.OPENAI.of(limits, now);
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public Map<String, Object> error(SeraiException failure, String requestId) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", failure.getMessage());
        error.put("type", failure.kind().type());
        error.put("param", param(failure));
        error.put("code", failure.code().orElse(null));
        return Map.of("error", error);
    }

    /** Where nothing of the response has been told yet, and the status line has. */
    @Override
    public byte[] frame(Map<String, Object> error) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", "error");
        event.put("sequence_number", 0);
        if (error.get("error") instanceof Map<?, ?> told) {
            List.of("code", "message", "param").forEach(name -> event.put(name, told.get(name)));
        }
        error.forEach((name, value) -> {
            if (!name.equals("error")) {
                event.put(name, value);
            }
        });
        return Json.write("event: error\ndata: ".getBytes(UTF_8), event, "\n\n".getBytes(UTF_8));
    }

    /** The members of an {@code error} event. */
    static Map<String, Object> event(SeraiException failure) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("code", failure.code().orElse(null));
        event.put("message", failure.getMessage());
        event.put("param", param(failure));
        return event;
    }

    /**
     * The {@code error.code} of a failed response, which is never null (<a
     * href="https://platform.openai.com/docs/api-reference/responses/object">source</a>).
     */
    static String failureCode(SeraiException failure) {
        return switch (failure.kind().status()) {
            case 429 -> "rate_limit_exceeded";
            case 400 -> failure.code().orElse("invalid_prompt");
            default -> "server_error";
        };
    }

    private static @Nullable String param(SeraiException failure) {
        return failure.param().filter(param -> !param.isEmpty()).orElse(null);
    }
}
