package io.serai.providers.anthropic;

import io.serai.api.call.Operation;
import io.serai.providers.google.GoogleAuthorizers;
import io.serai.providers.google.VertexPlace;
import io.serai.providers.http.Authorizer;
import io.serai.providers.http.HttpBackend;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamTarget;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.NotConfigured;
import io.serai.providers.spi.ProviderSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Anthropic's <a href="https://platform.claude.com/docs/en/api/overview">API</a>, or another that speaks it. Options: {@code beta}
 * (names for {@code anthropic-beta}), {@code maxTokens} (for requests without), {@code flavor}: {@code api}, or {@code vertex} with {@code
 * project} and {@code location}, or a {@code baseUrl} that ends with both. There a key is an access token; without one Google's credentials
 * are used, those of the file {@code credentials} or the application default ones.
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
        Map<String, String> headers = provider.lowerCaseHeaders();
        AnthropicSettings settings = AnthropicSettings.of(options(provider, headers));
        boolean hasKey = provider.apiKey().isPresent()
                || headers.containsKey("x-api-key")
                || headers.containsKey("authorization");
        Optional<URI> address = address(provider, settings.flavor());
        if (address.isEmpty()) {
            return new NotConfigured("provider '" + provider.name()
                    + "' has no project: set options.project, by custom from GOOGLE_CLOUD_PROJECT");
        }
        if (!hasKey && provider.baseUrl().isEmpty() && settings.flavor() == MessagesFlavor.API) {
            return new NotConfigured("provider '" + provider.name()
                    + "' has no API key: set its apiKey, by custom from ANTHROPIC_API_KEY");
        }
        Map<String, String> always = new LinkedHashMap<>();
        settings.flavor().version(always);
        provider.printableKey().ifPresent(key -> settings.flavor().authorize(always, key));
        always.putAll(headers);
        AnthropicErrors errors = new AnthropicErrors(new ProviderErrors(provider.name(), provider.secrets()));
        return new HttpBackend(
                provider.name(),
                UpstreamTarget.of(address.get()),
                always,
                new AnthropicTranslator(settings, errors),
                hasKey || settings.flavor() == MessagesFlavor.API ? Authorizer.NONE : google(provider),
                http,
                InstantSource.system());
    }

    /** Where the API is; empty where that takes a project which nobody named. */
    private static Optional<URI> address(ProviderSettings provider, MessagesFlavor flavor) {
        if (provider.baseUrl().isPresent() || flavor == MessagesFlavor.API) {
            return Optional.of(provider.baseUrl().orElse(ANTHROPIC));
        }
        return option(provider, "project").map(project -> {
            VertexPlace place =
                    new VertexPlace(project, option(provider, "location").orElse("global"));
            return URI.create(place.address() + place.path("v1"));
        });
    }

    private static Authorizer google(ProviderSettings provider) {
        return GoogleAuthorizers.credentials(option(provider, "credentials").map(Path::of));
    }

    private static Optional<String> option(ProviderSettings provider, String name) {
        return Optional.ofNullable(provider.options().get(name))
                .map(value -> value.toString().strip())
                .filter(value -> !value.isEmpty());
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
}
