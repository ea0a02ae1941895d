package io.serai.providers.cohere;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;

/** Between the canonical form and Cohere's. */
final class CohereTranslator implements Translator {

    private final CohereErrors errors;

    CohereTranslator(CohereErrors errors) {
        this.errors = errors;
    }

    @Override
    public Translation translate(Asked asked) {
        return switch (asked.operation()) {
            case EMBED -> new EmbedCall(asked);
            case RERANK -> new RerankCall(asked);
            default -> new ChatCall(asked, errors);
        };
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return errors.of(refusal);
    }
}
