package io.serai.api.error;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a client, a metric or a trace can be told about a failure. {@link #label()} is the spelling in metrics and
 * traces; status, type and code are those of OpenAI's API (<a
 * href="https://platform.openai.com/docs/guides/error-codes">error codes</a>), from which other front ends derive their own.
 */
public enum ErrorKind {
    CALLER_BAD_REQUEST(400, "invalid_request_error", null, Move.NEVER),
    CALLER_UNAUTHENTICATED(401, "authentication_error", "invalid_api_key", Move.NEVER),
    CALLER_FORBIDDEN(403, "permission_error", null, Move.NEVER),
    CALLER_NOT_FOUND(404, "invalid_request_error", null, Move.NEVER),
    CALLER_METHOD_NOT_ALLOWED(405, "invalid_request_error", "method_not_supported", Move.NEVER),
    CALLER_TIMEOUT(408, "invalid_request_error", "request_timeout", Move.NEVER),
    CALLER_CONFLICT(409, "invalid_request_error", null, Move.NEVER),
    CALLER_TOO_LARGE(413, "invalid_request_error", "request_too_large", Move.NEVER),
    CALLER_UNSUPPORTED_MEDIA_TYPE(415, "invalid_request_error", "unsupported_media_type", Move.NEVER),
    CALLER_HEADERS_TOO_LARGE(431, "invalid_request_error", "headers_too_large", Move.NEVER),
    /** The client went away; nobody reads this answer. The status is nginx's, for logs and metrics. */
    CALLER_GONE(499, "invalid_request_error", "client_closed_request", Move.NEVER),

    POLICY_RATE_LIMITED(429, "rate_limit_error", "rate_limit_exceeded", Move.LATER),
    POLICY_QUOTA_EXCEEDED(429, "rate_limit_error", "insufficient_quota", Move.LATER),
    POLICY_BUDGET_EXCEEDED(429, "rate_limit_error", "insufficient_quota", Move.LATER),
    POLICY_GUARD_BLOCKED(400, "invalid_request_error", "content_filter", Move.NEVER),
    POLICY_SUBSCRIPTION_REQUIRED(403, "permission_error", "subscription_required", Move.NEVER),

    PROVIDER_TIMEOUT(504, "server_error", "provider_timeout", Move.ELSEWHERE),
    PROVIDER_RATE_LIMITED(429, "rate_limit_error", "rate_limit_exceeded", Move.ELSEWHERE),
    PROVIDER_UNAVAILABLE(503, "server_error", "provider_unavailable", Move.ELSEWHERE),
    PROVIDER_BAD_RESPONSE(502, "server_error", "provider_bad_response", Move.ELSEWHERE),
    /** The provider refuses the gateway's own credentials: the operator's business, not the caller's. */
    PROVIDER_AUTH(502, "server_error", "provider_auth", Move.ELSEWHERE),
    PROVIDER_NOT_CONFIGURED(503, "server_error", "provider_not_configured", Move.ELSEWHERE),
    PROVIDER_CONTEXT_LENGTH(400, "invalid_request_error", "context_length_exceeded", Move.ELSEWHERE),
    PROVIDER_CONTENT_FILTER(400, "invalid_request_error", "content_filter", Move.ELSEWHERE),

    GATEWAY_OVERLOADED(503, "server_error", "overloaded", Move.LATER),
    GATEWAY_DRAINING(503, "server_error", "draining", Move.LATER),
    GATEWAY_INTERNAL(500, "server_error", "internal_error", Move.LATER);

    /** What whoever made the call may sensibly do next. */
    public enum Move {
        /** Another target may answer. */
        ELSEWHERE,
        /** The same call may succeed after a while. */
        LATER,
        /** The same call will fail again. */
        NEVER
    }

    private final int status;
    private final String type;
    private final @Nullable String code;
    private final Move move;
    private final String label = name().toLowerCase(Locale.ROOT);

    ErrorKind(int status, String type, @Nullable String code, Move move) {
        this.status = status;
        this.type = type;
        this.code = code;
        this.move = move;
    }

    /** HTTP status of an answer that has not begun yet. */
    public int status() {
        return status;
    }

    /** OpenAI's {@code error.type}. */
    public String type() {
        return type;
    }

    /** OpenAI's {@code error.code} where nothing more specific is known; null is JSON null. */
    public @Nullable String code() {
        return code;
    }

    public Move move() {
        return move;
    }

    /** The spelling in metrics and traces, such as {@code provider_timeout}. */
    public String label() {
        return label;
    }
}
