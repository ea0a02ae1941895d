package io.serai.providers.serving;

import io.serai.providers.http.HttpBackend;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamTarget;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.NotConfigured;
import io.serai.providers.spi.ProviderSettings;
import java.time.InstantSource;

/**
 * How to reach a model server. It has no address that everybody knows, and often no key; one that is set is sent as {@code Authorization:
 * Bearer}, as KServe's and TorchServe's own authorization have it.
 *
 * @param settings of its provider
 */
public record ModelServer(ProviderSettings settings) {

    /** Its backend by HTTP. */
    public Backend open(Translator translator, UpstreamClient http) {
        if (settings.baseUrl().isEmpty()) {
            return noAddress("http://localhost:8080");
        }
        return new HttpBackend(
                settings.name(),
                UpstreamTarget.of(settings.baseUrl().get()),
                settings.bearerHeaders(),
                translator,
                http,
                InstantSource.system());
    }

    /** What it is while nobody has said where it is. */
    public Backend noAddress(String example) {
        return new NotConfigured(
                "provider '" + settings.name() + "' has no address: set its baseUrl, such as " + example);
    }

    /** What its refusals mean. */
    public ProviderErrors errors() {
        return new ProviderErrors(settings.name(), settings.secrets());
    }
}
