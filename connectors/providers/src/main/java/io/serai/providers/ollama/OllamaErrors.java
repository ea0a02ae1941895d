package io.serai.providers.ollama;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.ErrorBody;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code {"error": "…"}} means (<a href="https://docs.ollama.com/api/errors">source</a>): a text and a status is all there is. */
final class OllamaErrors {

    /** Of {@code /api/embed} with {@code truncate: false}, and of {@code /api/chat} with the same. */
    private static final String TOO_LONG = "exceeds the context length";

    private final ProviderErrors errors;

    OllamaErrors(ProviderErrors errors) {
        this.errors = errors;
    }

    SeraiException of(Refusal refusal) {
        return refusal.status() == 400 && isTooLong(ErrorBody.parse(refusal.body())) ? tooLong() : errors.of(refusal);
    }

    /** The error that a body or a line with HTTP status 200 tells of, or null. */
    @Nullable
    SeraiException within(Map<String, Object> body) {
        if (body.get("error") == null) {
            return null;
        }
        return isTooLong(ErrorBody.of(body)) ? tooLong() : errors.within(body);
    }

    private static boolean isTooLong(ErrorBody error) {
        return error.message().contains(TOO_LONG);
    }

    private static SeraiException tooLong() {
        return new ProviderException(ErrorKind.PROVIDER_CONTEXT_LENGTH, "the input is longer than the model's context");
    }
}
