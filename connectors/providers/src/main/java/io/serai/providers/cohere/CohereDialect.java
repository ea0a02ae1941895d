package io.serai.providers.cohere;

import io.serai.api.call.Operation;
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
import java.util.Set;

/** Cohere's API, version 2 (<a href="https://docs.cohere.com/reference/about">reference</a>), at Cohere or in a deployment of one's own. */
public final class CohereDialect implements Dialect {

    private static final URI COHERE = URI.create("https://api.cohere.com");
    private static final String AUTHORIZATION = "authorization";

    @Override
    public String name() {
        return "cohere";
    }

    @Override
    public Set<Operation> operations() {
        return Set.of(Operation.CHAT, Operation.EMBED, Operation.RERANK);
    }

    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        Map<String, String> headers = settings.bearerHeaders();
        // Deployments of one's own may do without a key: https://docs.cohere.com/docs/private-deployment-usage
        if (!headers.containsKey(AUTHORIZATION) && settings.baseUrl().isEmpty()) {
            return new NotConfigured(
                    "provider '" + settings.name() + "' has no API key: set its apiKey, by custom from CO_API_KEY");
        }
        CohereTranslator translator =
                new CohereTranslator(new CohereErrors(new ProviderErrors(settings.name(), settings.secrets())));
        Backend single = new HttpBackend(
                settings.name(),
                UpstreamTarget.of(settings.baseUrl().orElse(COHERE)),
                headers,
                translator,
                http,
                InstantSource.system());
        return new BatchedEmbeddings(single, translator);
    }
}
