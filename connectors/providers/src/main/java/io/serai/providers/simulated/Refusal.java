package io.serai.providers.simulated;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import java.time.Duration;
import java.util.Optional;

/**
 * An error in place of an answer.
 *
 * @param status HTTP status, 400 to 599
 * @param retryAfter when to come again
 * @param code OpenAI's {@code error.code}
 */
record Refusal(int status, Optional<Duration> retryAfter, Optional<String> code) {

    /** The failure that a real provider's answer of this status would have become. */
    SeraiException failure(String provider, String model) {
        String message = "provider '" + provider + "' answered with the simulated status " + status;
        SeraiException failure =
                switch (status) {
                    case 401, 403 -> new ProviderException(ErrorKind.PROVIDER_AUTH, message);
                    case 404 ->
                        new CallerException(ErrorKind.CALLER_NOT_FOUND, "The model '" + model + "' does not exist.")
                                .withParam("model")
                                .withCode("model_not_found");
                    case 408, 504 -> new ProviderException(ErrorKind.PROVIDER_TIMEOUT, message);
                    case 413 -> new CallerException(ErrorKind.CALLER_TOO_LARGE, message);
                    case 429 -> new ProviderException(ErrorKind.PROVIDER_RATE_LIMITED, message);
                    default ->
                        status < 500
                                ? badRequest(message)
                                : new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, message);
                };
        code.ifPresent(failure::withCode);
        return failure.withRetryAfter(retryAfter.orElse(null));
    }

    /** OpenAI tells these two apart from other bad requests by the code alone; another provider may take them. */
    private SeraiException badRequest(String message) {
        return switch (code.orElse("")) {
            case "context_length_exceeded" -> new ProviderException(ErrorKind.PROVIDER_CONTEXT_LENGTH, message);
            case "content_filter" -> new ProviderException(ErrorKind.PROVIDER_CONTENT_FILTER, message);
            default -> new CallerException(ErrorKind.CALLER_BAD_REQUEST, message);
        };
    }
}
