package io.serai.providers.responses;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;

/** Between chat completions and Responses. */
final class ResponsesTranslator implements Translator {

    private final ProviderErrors errors;

    ResponsesTranslator(ProviderErrors errors) {
        this.errors = errors;
    }

    @Override
    public Translation translate(Asked asked) {
        return new ResponsesCall(asked, new ResponseFailures(errors));
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return errors.of(refusal);
    }
}
