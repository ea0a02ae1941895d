package io.serai.providers.anthropic;

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
import java.util.Optional;
import java.util.Set;

/**
 * Anthropic's <a href="https://platform.claude.com/docs/en/api/overview">API</a>, or another that speaks it. Options: {@code beta}
 * (names for {@code anthropic-beta}), {@code maxTokens} (for requests without), {@code flavor} ({@code api}, or {@code vertex} with a
 * {@code baseUrl} that ends with project and location, and an access token for a key).
 */
public final class AnthropicDialect implements Dialect {

    private static final URI ANTHROPIC = URI.create("https://api.anthropic.com");
    private static final String BETA = "anthropic-beta";

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public Set<Operation> operations() {
        return Set.of(Operation.CHAT, Operation.COUNT_TOKENS);
    }

    @Override
    public Backend open(ProviderSettings provider, UpstreamClient http) {
        Map<String, String> headers = new LinkedHashMap<>();
        provider.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        AnthropicSettings settings = AnthropicSettings.of(options(provider, headers));
        Optional<URI> baseUrl = provider.baseUrl();
        if (baseUrl.isEmpty() && settings.flavor() == MessagesFlavor.VERTEX) {
            throw new IllegalArgumentException("expected a baseUrl that ends with /projects/…/locations/…, found none");
        }
        UpstreamTarget target = UpstreamTarget.of(baseUrl.orElse(ANTHROPIC));
        boolean hasKey = headers.containsKey("x-api-key") || headers.containsKey("authorization");
        if (!hasKey && provider.apiKey().isEmpty() && baseUrl.isEmpty()) {
            return new NotConfigured("provider '" + provider.name()
                    + "' has no API key: set its apiKey, by custom from ANTHROPIC_API_KEY");
        }
        Map<String, String> always = new LinkedHashMap<>();
        settings.flavor().version(always);
        provider.apiKey().ifPresent(key -> settings.flavor().authorize(always, printable(key)));
        always.putAll(headers);
        AnthropicErrors errors = new AnthropicErrors(new ProviderErrors(provider.name(), secrets(provider)));
        return new HttpBackend(
                provider.name(),
                target,
                always,
                new AnthropicTranslator(settings, errors),
                http,
                InstantSource.system());
    }

    /** Betas may be set as a header too; each call adds its own to them. */
    private static Map<String, Object> options(ProviderSettings provider, Map<String, String> headers) {
        String betas = headers.remove(BETA);
        if (betas == null) {
            return provider.options();
        }
        Map<String, Object> options = new LinkedHashMap<>(provider.options());
        options.putIfAbsent("beta", betas);
        return options;
    }

    private static String printable(String key) {
        if (key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("expected apiKey without spaces, line breaks and other than ASCII");
        }
        return key;
    }

    /** What must not come back to a client in a provider's own words. */
    private static List<String> secrets(ProviderSettings provider) {
        List<String> secrets = new ArrayList<>(provider.headers().values());
        provider.apiKey().ifPresent(secrets::add);
        return secrets;
    }
}
