package io.serai.providers.huggingface;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.ErrorBody;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator.Refusal;

/**
 * What {@code {"error": "…", "error_type": "…"}} means (<a
 * href="https://huggingface.github.io/text-generation-inference/">TGI</a>, <a
 * href="https://huggingface.github.io/text-embeddings-inference/">TEI</a>).
 */
final class ServerErrors {

    /** The model failed, or is not of the kind that was asked for. HTTP means something else by it. */
    private static final int FAILED = 424;

    /** Said of too many inputs, and by TEI of a single one that is too long. */
    private static final int TOO_LARGE = 413;

    private static final String TOO_LONG = "must have less than";

    private final ProviderErrors errors;

    ServerErrors(ProviderErrors errors) {
        this.errors = errors;
    }

    ProviderErrors inBodies() {
        return errors;
    }

    SeraiException of(Refusal refusal) {
        if (refusal.status() == TOO_LARGE
                && ErrorBody.parse(refusal.body()).message().contains(TOO_LONG)) {
            return new ProviderException(ErrorKind.PROVIDER_CONTEXT_LENGTH, "an input is too long for the model");
        }
        return errors.of(
                refusal.status() == FAILED
                        ? new Refusal(500, refusal.header(), refusal.body(), refusal.receivedAt())
                        : refusal);
    }
}
