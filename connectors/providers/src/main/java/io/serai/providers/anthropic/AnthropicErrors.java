package io.serai.providers.anthropic;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.ErrorBody;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Anthropic's <a href="https://platform.claude.com/docs/en/api/errors">errors</a> mean, under a status or within a stream. */
final class AnthropicErrors {

    private static final Map<String, Integer> STATUSES = Map.of(
            "invalid_request_error", 400,
            "authentication_error", 401,
            "billing_error", 402,
            "permission_error", 403,
            "not_found_error", 404,
            "request_too_large", 413,
            "rate_limit_error", 429,
            "api_error", 500,
            "timeout_error", 504,
            "overloaded_error", 529);

    private static final int BILLING = 402;

    private final ProviderErrors errors;

    AnthropicErrors(ProviderErrors errors) {
        this.errors = errors;
    }

    SeraiException of(Refusal refusal) {
        if (refusal.status() == 400) {
            SeraiException known = known(ErrorBody.parse(refusal.body()));
            if (known != null) {
                return known;
            }
        }
        return errors.of(refusal);
    }

    /** An error event, or an error with HTTP status 200. */
    SeraiException event(Map<String, Object> body) {
        ErrorBody error = ErrorBody.of(body);
        SeraiException known = known(error);
        int status = error.type() == null ? 500 : STATUSES.getOrDefault(error.type(), 500);
        return known == null ? errors.of(status, error) : known;
    }

    /** Those that are told apart by their text alone. */
    private @Nullable SeraiException known(ErrorBody error) {
        String text = error.message();
        // Both "invalid_request_error", though it is the operator's account that is empty.
        if (text.contains("credit balance is too low") || text.contains("reached your specified API usage limits")) {
            return errors.of(BILLING, error);
        }
        if (text.contains("blocked by content filtering policy")) {
            return errors.of(
                    400,
                    new ErrorBody(
                            text, error.type(), "content_filter", error.param(), error.status(), error.flagged()));
        }
        return null;
    }
}
