package io.serai.providers.serving.httpjson;

import io.serai.api.call.Operation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;
import java.util.Map;

/** Between the canonical form and an endpoint, as its provider's options map them. */
final class HttpJsonTranslator implements Translator {

    private final String provider;
    private final Map<Operation, Mapping> mappings;
    private final ProviderErrors errors;

    HttpJsonTranslator(String provider, Map<Operation, Mapping> mappings, ProviderErrors errors) {
        this.provider = provider;
        this.mappings = mappings;
        this.errors = errors;
    }

    @Override
    public Translation translate(Asked asked) {
        Mapping mapping = mappings.get(asked.operation());
        if (mapping == null) {
            throw new ProviderException(
                    ErrorKind.PROVIDER_NOT_CONFIGURED,
                    "provider '" + provider + "' has no mapping of this operation: set its option "
                            + asked.operation().label());
        }
        return new MappedCall(asked, mapping, errors);
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return errors.of(refusal);
    }
}
