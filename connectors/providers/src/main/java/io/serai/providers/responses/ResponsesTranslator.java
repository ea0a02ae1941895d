package io.serai.providers.responses;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;

/** Between chat completions and Responses. */
final class ResponsesTranslator implements Translator {

    private final ResponseFailures failures;
    private final String account;

    /** @param account that marks encrypted reasoning, or empty */
    ResponsesTranslator(ProviderErrors errors, String account) {
        this.failures = new ResponseFailures(errors);
        this.account = account;
    }

    @Override
    public Translation translate(Asked asked) {
        return new ResponsesCall(asked, failures, account);
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return failures.of(refusal);
    }
}
