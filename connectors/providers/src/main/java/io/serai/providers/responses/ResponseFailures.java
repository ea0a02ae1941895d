package io.serai.providers.responses;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.ErrorBody;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator.Refusal;
import java.util.Map;

/** What a failure means, be it inside an answer or a stream, where there is no status. */
record ResponseFailures(ProviderErrors errors) {

    /**
     * The code of OpenAI where reasoning in the input can't be decrypted: it belongs to another account (<a
     * href="https://github.com/openai/codex/issues/8145">an example</a>).
     */
    private static final String OTHERS_REASONING = "invalid_encrypted_content";

    /** A refusal with its status. */
    SeraiException of(Refusal refusal) {
        return told(errors.of(refusal));
    }

    /**
     * The failure in a response's {@code error}, or in an {@code error} event, which has the same members beside its type (<a
     * href="https://platform.openai.com/docs/api-reference/responses/object#responses-object-error">codes</a>).
     */
    SeraiException of(Map<?, ?> error) {
        Object inner = error.get("error");
        Map<?, ?> members = inner instanceof Map<?, ?> map ? map : error;
        ErrorBody body = ErrorBody.of(members);
        return told(errors.of(body.status().orElseGet(() -> status(members)), body));
    }

    private static SeraiException told(SeraiException failure) {
        return failure.code().filter(OTHERS_REASONING::equals).isEmpty()
                ? failure
                : new CallerException(
                                ErrorKind.CALLER_CONFLICT,
                                "The encrypted reasoning in the request can't be read by the account that was called: it "
                                        + "was made by another one, or has been changed. Send the conversation without it, "
                                        + "or to the model that it came from.")
                        .withCode(OTHERS_REASONING);
    }

    private static int status(Map<?, ?> error) {
        return switch (String.valueOf(error.get("code"))) {
            case "rate_limit_exceeded", "insufficient_quota", "too_many_requests" -> 429;
            case "server_is_overloaded", "slow_down" -> 503;
            case "vector_store_timeout" -> 504;
            case OTHERS_REASONING,
                    "invalid_prompt",
                    "context_length_exceeded",
                    "content_filter",
                    "bio_policy",
                    "cyber_policy",
                    "previous_response_not_found",
                    "invalid_image",
                    "invalid_image_format",
                    "invalid_base64_image",
                    "invalid_image_url",
                    "image_too_large",
                    "image_too_small",
                    "image_parse_error",
                    "image_content_policy_violation",
                    "invalid_image_mode",
                    "image_file_too_large",
                    "unsupported_image_media_type",
                    "empty_image_file",
                    "failed_to_download_image",
                    "image_file_not_found" -> 400;
            default -> "invalid_request_error".equals(error.get("type")) ? 400 : 500;
        };
    }
}
