package io.serai.processors.anthropic;

import io.serai.api.error.ErrorShape;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.RateLimits;
import io.serai.processors.frontend.Frames;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Failures as Anthropic's API tells them (<a href="https://platform.claude.com/docs/en/api/errors">source</a>). */
public final class AnthropicErrors implements ErrorShape {

    private static final String PATH = "/v1/messages";

    /** Anthropic's own status for those who can't be served now. */
    private static final int OVERLOADED = 529;

    @Override
    public boolean serves(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    @Override
    public int status(SeraiException failure) {
        return type(failure).equals("overloaded_error")
                ? OVERLOADED
                : failure.kind().status();
    }

    @Override
    public Map<String, String> headers(String requestId) {
        return requestId.isEmpty() ? Map.of() : Map.of(RequestId.HEADER, requestId);
    }

    @Override
    public Map<String, String> headers(RateLimits limits, Instant now) {
        return AnthropicLimits.INSTANCE.of(limits, now);
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] frame(Map<String, Object> error) {
        return Frames.event("error", error);
    }

    @Override
    public Map<String, Object> error(SeraiException failure, String requestId) {
        Map<String, Object> error = error(failure);
        if (!requestId.isEmpty()) {
            error.put("request_id", requestId);
        }
        return error;
    }

    static Map<String, Object> error(SeraiException failure) {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("type", type(failure));
        inner.put("message", message(failure));
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", "error");
        error.put("error", inner);
        return error;
    }

    private static String type(SeraiException failure) {
        return switch (failure.kind()) {
            case CALLER_UNAUTHENTICATED -> "authentication_error";
            case CALLER_FORBIDDEN, POLICY_SUBSCRIPTION_REQUIRED -> "permission_error";
            case CALLER_NOT_FOUND -> "not_found_error";
            case CALLER_CONFLICT -> "conflict_error";
            case CALLER_TOO_LARGE -> "request_too_large";
            case POLICY_RATE_LIMITED, POLICY_QUOTA_EXCEEDED, POLICY_BUDGET_EXCEEDED, PROVIDER_RATE_LIMITED ->
                "rate_limit_error";
            case PROVIDER_TIMEOUT -> "timeout_error";
            case PROVIDER_UNAVAILABLE, GATEWAY_OVERLOADED, GATEWAY_DRAINING -> "overloaded_error";
            case PROVIDER_BAD_RESPONSE, PROVIDER_AUTH, PROVIDER_NOT_CONFIGURED, GATEWAY_INTERNAL -> "api_error";
            // Of other statuses from 400 on as well.
            case CALLER_BAD_REQUEST,
                    CALLER_METHOD_NOT_ALLOWED,
                    CALLER_TIMEOUT,
                    CALLER_UNSUPPORTED_MEDIA_TYPE,
                    CALLER_HEADERS_TOO_LARGE,
                    CALLER_GONE,
                    POLICY_GUARD_BLOCKED,
                    PROVIDER_CONTEXT_LENGTH,
                    PROVIDER_CONTENT_FILTER -> "invalid_request_error";
        };
    }

    /** The field at fault stands in front: {@code messages.0.content.1.type: must be …}. */
    private static String message(SeraiException failure) {
        String message = failure.getMessage();
        String param = failure.param().orElse("");
        if (param.isEmpty()) {
            return message;
        }
        String named = "`" + param + "` ";
        String where = param.replace("[", ".").replace("]", "");
        return where + ": " + (message.startsWith(named) ? message.substring(named.length()) : message);
    }
}
