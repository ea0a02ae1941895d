package io.serai.providers.huggingface;

import io.serai.providers.http.HttpBackend;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamTarget;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderSettings;
import java.net.URI;
import java.time.InstantSource;

/** Where a server is, and what it wants to see: a key where it runs with {@code --api-key}, or on Inference Endpoints. */
final class Access {

    /** Where both documentations start their containers. */
    private static final URI LOCAL = URI.create("http://localhost:8080");

    private Access() {}

    static ServerErrors errors(ProviderSettings provider) {
        return new ServerErrors(new ProviderErrors(provider.name(), provider.secrets()));
    }

    static Backend open(ProviderSettings provider, Translator translator, UpstreamClient http) {
        UpstreamTarget target = UpstreamTarget.of(provider.baseUrl().orElse(LOCAL));
        return new HttpBackend(
                provider.name(), target, provider.bearerHeaders(), translator, http, InstantSource.system());
    }
}
