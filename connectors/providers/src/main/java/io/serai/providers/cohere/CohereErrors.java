package io.serai.providers.cohere;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.ErrorBody;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What Cohere's errors mean, where they mean something else than elsewhere (<a
 * href="https://docs.cohere.com/reference/errors">errors</a>, <a href="https://docs.cohere.com/reference/chat">statuses of chat</a>).
 */
final class CohereErrors {

    private static final int BAD_REQUEST = 400;
    /** "A request or response contains a deny-listed token." */
    private static final int DENY_LISTED = 498;
    /** Cohere cancelled it, since the gateway would not hear of it otherwise. */
    private static final int CANCELLED = 499;

    private final ProviderErrors errors;

    CohereErrors(ProviderErrors errors) {
        this.errors = errors;
    }

    SeraiException of(Refusal refusal) {
        return switch (refusal.status()) {
            case DENY_LISTED -> errors.of(BAD_REQUEST, filtered(ErrorBody.parse(refusal.body())));
            case CANCELLED -> errors.of(refused(refusal, 503));
            case BAD_REQUEST -> badRequest(refusal);
            default -> errors.of(refusal);
        };
    }

    /** What an event or an answer means that tells of an error. */
    SeraiException event(Map<String, Object> body) {
        return errors.event(body);
    }

    /** A generation that broke off, with whatever is said of it. */
    SeraiException brokenOff(int status, String message) {
        return errors.of(status, new ErrorBody(message, null, null, null, OptionalInt.empty(), false));
    }

    /** "too many tokens: max tokens must be less than or equal to 4096, the maximum output for this model": nothing is wrong with the prompt. */
    private SeraiException badRequest(Refusal refusal) {
        ErrorBody body = ErrorBody.parse(refusal.body());
        if (!body.message().toLowerCase(Locale.ROOT).contains("max tokens must be")) {
            return errors.of(refusal);
        }
        return errors.of(
                BAD_REQUEST,
                new ErrorBody(
                        body.message().replaceFirst("(?i)^too many tokens: ", ""),
                        null,
                        null,
                        "max_tokens",
                        OptionalInt.empty(),
                        false));
    }

    private static ErrorBody filtered(ErrorBody body) {
        return new ErrorBody(body.message(), null, "content_filter", null, OptionalInt.empty(), false);
    }

    private static Refusal refused(Refusal refusal, int status) {
        return new Refusal(status, refusal.header(), refusal.body(), refusal.receivedAt());
    }
}
