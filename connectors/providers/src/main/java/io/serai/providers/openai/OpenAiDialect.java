package io.serai.providers.openai;

import io.serai.api.call.Operation;
import io.serai.providers.compatible.Address;
import io.serai.providers.compatible.CompatibleTranslator;
import io.serai.providers.compatible.Service;
import io.serai.providers.http.HttpBackend;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamTarget;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.NotConfigured;
import io.serai.providers.spi.ProviderSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * OpenAI's own API and all that is compatible with it (<a href="https://platform.openai.com/docs/api-reference">reference</a>). The
 * option {@code preset} names a service of which address, words and operations are known; a {@code baseUrl} goes before the preset's.
 */
public final class OpenAiDialect implements Dialect {

    private static final String AUTHORIZATION = "authorization";

    @Override
    public String name() {
        return "openai-compatible";
    }

    @Override
    public Set<Operation> operations() {
        return Service.UNKNOWN.operations();
    }

    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        Optional<OpenAiPreset> preset =
                Optional.ofNullable(settings.options().get("preset")).map(label -> OpenAiPreset.of(label.toString()));
        URI baseUrl = settings.baseUrl()
                .or(() -> preset.map(OpenAiPreset::baseUrl))
                .orElseThrow(() -> new IllegalArgumentException("expected a preset or a baseUrl, found neither"));
        UpstreamTarget target = UpstreamTarget.of(baseUrl);
        Map<String, String> headers = settings.bearerHeaders();
        Optional<String> keyVariable = preset.flatMap(OpenAiPreset::keyVariable);
        if (keyVariable.isPresent() && !headers.containsKey(AUTHORIZATION)) {
            return new NotConfigured("provider '" + settings.name()
                    + "' has no API key: set its apiKey, by custom from " + keyVariable.get());
        }
        ProviderErrors errors = new ProviderErrors(settings.name(), settings.secrets());
        Service service = preset.map(OpenAiPreset::service).orElse(Service.UNKNOWN);
        CompatibleTranslator translator =
                new CompatibleTranslator(service, Address.OPENAI, Map.of(), errors, () -> UUID.randomUUID()
                        .toString());
        return new HttpBackend(settings.name(), target, headers, translator, http, InstantSource.system());
    }
}
