package io.serai.providers.openai;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;
import java.util.Set;

/** For providers that speak OpenAI's API, one and all. */
final class OpenAiTranslator implements Translator {

    private final Set<Deviation> deviations;
    private final ProviderErrors errors;

    OpenAiTranslator(Set<Deviation> deviations, ProviderErrors errors) {
        this.deviations = deviations;
        this.errors = errors;
    }

    @Override
    public Translation translate(Asked asked) {
        return new OpenAiCall(asked, deviations, errors);
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return errors.of(refusal);
    }
}
