package io.serai.providers.ollama;

import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;

/** Between the canonical form and {@code /api/chat} or {@code /api/embed}. */
final class OllamaTranslator implements Translator {

    private final OllamaErrors errors;

    OllamaTranslator(OllamaErrors errors) {
        this.errors = errors;
    }

    @Override
    public Translation translate(Asked asked) {
        return asked.operation() == Operation.EMBED ? new EmbedCall(asked, errors) : new ChatCall(asked, errors);
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return errors.of(refusal);
    }
}
