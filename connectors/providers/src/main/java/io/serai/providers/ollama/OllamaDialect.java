package io.serai.providers.ollama;

import io.serai.api.call.Operation;
import io.serai.providers.http.HttpBackend;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamTarget;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;

/**
 * Ollama's <a href="https://docs.ollama.com/api/introduction">API</a>, on this machine where no {@code baseUrl} says otherwise. A key is
 * for {@code https://ollama.com} (<a href="https://docs.ollama.com/api/authentication">authentication</a>) or a proxy.
 */
public final class OllamaDialect implements Dialect {

    private static final URI LOCAL = URI.create("http://localhost:11434");

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public Set<Operation> operations() {
        return Set.of(Operation.CHAT, Operation.EMBED);
    }

    @Override
    public Backend open(ProviderSettings provider, UpstreamClient http) {
        OllamaErrors errors = new OllamaErrors(new ProviderErrors(provider.name(), provider.secrets()));
        return new HttpBackend(
                provider.name(),
                UpstreamTarget.of(provider.baseUrl().orElse(LOCAL)),
                provider.bearerHeaders(),
                new OllamaTranslator(errors),
                http,
                InstantSource.system());
    }
}
