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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
        Map<String, String> headers = headers(settings);
        // Deployments of one's own may do without a key: https://docs.cohere.com/docs/private-deployment-usage
        if (!headers.containsKey(AUTHORIZATION) && settings.baseUrl().isEmpty()) {
            return new NotConfigured(
                    "provider '" + settings.name() + "' has no API key: set its apiKey, by custom from CO_API_KEY");
        }
        CohereTranslator translator =
                new CohereTranslator(new CohereErrors(new ProviderErrors(settings.name(), secrets(settings))));
        Backend single = new HttpBackend(
                settings.name(),
                UpstreamTarget.of(settings.baseUrl().orElse(COHERE)),
                headers,
                translator,
                http,
                InstantSource.system());
        return new BatchedEmbeddings(single, translator);
    }

    private static Map<String, String> headers(ProviderSettings settings) {
        Map<String, String> headers = new LinkedHashMap<>();
        settings.apiKey().ifPresent(key -> headers.put(AUTHORIZATION, "Bearer " + printable(key)));
        settings.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    private static String printable(String key) {
        if (key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("expected apiKey without spaces, line breaks and other than ASCII");
        }
        return key;
    }

    /** What must not come back to a client in a provider's own words. */
    private static List<String> secrets(ProviderSettings settings) {
        List<String> secrets = new ArrayList<>(settings.headers().values());
        settings.apiKey().ifPresent(secrets::add);
        return secrets;
    }
}
