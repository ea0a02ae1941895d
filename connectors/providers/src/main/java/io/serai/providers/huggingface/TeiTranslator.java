package io.serai.providers.huggingface;

import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;
import java.util.Map;

/** Between the canonical form and {@code /embed} or {@code /rerank}. */
final class TeiTranslator implements Translator {

    private final Map<String, String> prompts;
    private final ServerErrors errors;

    /** @param prompts the model's prompts by type of input */
    TeiTranslator(Map<String, String> prompts, ServerErrors errors) {
        this.prompts = Map.copyOf(prompts);
        this.errors = errors;
    }

    @Override
    public Translation translate(Asked asked) {
        return asked.operation() == Operation.RERANK ? new TeiRerank(asked) : new TeiEmbed(asked, prompts);
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return errors.of(refusal);
    }
}
