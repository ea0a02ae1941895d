package io.serai.providers.compatible;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;
import java.util.Map;
import java.util.function.Supplier;

/** For services that speak OpenAI's API, each with its own deviations. */
public final class CompatibleTranslator implements Translator {

    private final Service service;
    private final Address address;
    private final Map<String, String> headers;
    private final ProviderErrors errors;
    private final Supplier<String> boundaries;

    /**
     * @param headers of each call, beside those of the provider
     * @param boundaries that no file contains, for forms
     */
    public CompatibleTranslator(
            Service service,
            Address address,
            Map<String, String> headers,
            ProviderErrors errors,
            Supplier<String> boundaries) {
        this.service = service;
        this.address = address;
        this.headers = headers;
        this.errors = errors;
        this.boundaries = boundaries;
    }

    @Override
    public Translation translate(Asked asked) {
        if (!service.operations().contains(asked.operation())) {
            throw new CallerException(
                    ErrorKind.CALLER_BAD_REQUEST,
                    "the model's provider does not offer " + asked.operation().label());
        }
        return switch (asked.operation()) {
            case CHAT -> new ChatCall(asked, service.wording(), address, headers, errors);
            case EMBED, RERANK -> new VectorCall(asked, service, address, headers, errors);
            default -> new MediaCall(asked, address, headers, errors, boundaries);
        };
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return errors.of(refusal);
    }
}
