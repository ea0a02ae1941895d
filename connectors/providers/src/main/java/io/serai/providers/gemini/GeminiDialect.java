package io.serai.providers.gemini;

import io.serai.api.call.Operation;
import io.serai.providers.google.GoogleAuthorizers;
import io.serai.providers.google.VertexPlace;
import io.serai.providers.http.Authorizer;
import io.serai.providers.http.HttpBackend;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamTarget;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.NotConfigured;
import io.serai.providers.spi.ProviderSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Google's Gemini. With nothing but an {@code apiKey} it is the <a href="https://ai.google.dev/api">Gemini API</a> of AI Studio. With the
 * option {@code platform: vertex} it is <a href="https://cloud.google.com/vertex-ai/generative-ai/docs">Vertex AI</a>, which has the
 * options {@code project}, {@code location} ({@code global} unless said otherwise) and {@code credentials} (a file; else Google's
 * application default credentials). There an {@code apiKey} without a project is a key of its <a
 * href="https://cloud.google.com/vertex-ai/generative-ai/docs/start/express-mode/overview">express mode</a>, and one beside a project is
 * taken as an access token. A {@code baseUrl} goes in place of the service's address, without the API's version, which is the option {@code
 * apiVersion}.
 */
public final class GeminiDialect implements Dialect {

    static final String NAME = "gemini";

    private static final String AI_STUDIO = "https://generativelanguage.googleapis.com";
    private static final String EXPRESS = "https://aiplatform.googleapis.com";

    /** Never as a query: addresses end up in logs. */
    private static final String KEY = "x-goog-api-key";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Operation> operations() {
        return Set.of(Operation.CHAT, Operation.EMBED, Operation.COUNT_TOKENS, Operation.IMAGE);
    }

    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        return isVertex(settings) ? vertex(settings, http) : studio(settings, http);
    }

    private static Backend studio(ProviderSettings settings, UpstreamClient http) {
        String version = option(settings, "apiVersion").orElse("v1beta");
        URI address = settings.baseUrl().orElse(URI.create(AI_STUDIO));
        Map<String, String> headers = settings.lowerCaseHeaders();
        settings.printableKey().ifPresent(key -> headers.putIfAbsent(KEY, key));
        if (headers.isEmpty() && settings.baseUrl().isEmpty()) {
            return missing(settings, "API key: set its apiKey, by custom from GEMINI_API_KEY");
        }
        String files = AI_STUDIO + "/" + version + "/";
        Surface surface = new Surface(version, Surface.Kind.AI_STUDIO, Optional.empty(), files);
        return backend(settings, surface, address, headers, Authorizer.NONE, http);
    }

    private static Backend vertex(ProviderSettings settings, UpstreamClient http) {
        String version = option(settings, "apiVersion").orElse("v1");
        Optional<VertexPlace> place = option(settings, "project")
                .map(project ->
                        new VertexPlace(project, option(settings, "location").orElse("global")));
        Map<String, String> headers = settings.lowerCaseHeaders();
        Authorizer authorizer = Authorizer.NONE;
        Optional<String> key = settings.printableKey();
        if (place.isEmpty()) {
            if (key.isEmpty()) {
                return missing(settings, "project: set options.project, by custom from GOOGLE_CLOUD_PROJECT");
            }
            headers.putIfAbsent(KEY, key.get());
        } else if (key.isPresent()) {
            authorizer = GoogleAuthorizers.token(key.get());
        } else {
            authorizer = GoogleAuthorizers.credentials(
                    option(settings, "credentials").map(Path::of));
        }
        URI address = settings.baseUrl()
                .orElseGet(() -> place.map(VertexPlace::address).orElse(URI.create(EXPRESS)));
        Surface surface = new Surface(version, Surface.Kind.VERTEX, place, AI_STUDIO + "/v1beta/");
        return backend(settings, surface, address, headers, authorizer, http);
    }

    private static Backend backend(
            ProviderSettings settings,
            Surface surface,
            URI address,
            Map<String, String> headers,
            Authorizer authorizer,
            UpstreamClient http) {
        GeminiErrors errors = new GeminiErrors(settings.name(), settings.secrets());
        GeminiTranslator translator =
                new GeminiTranslator(surface, errors, () -> UUID.randomUUID().toString());
        return new HttpBackend(
                settings.name(),
                UpstreamTarget.of(address),
                headers,
                translator,
                authorizer,
                http,
                InstantSource.system());
    }

    private static NotConfigured missing(ProviderSettings settings, String what) {
        return new NotConfigured("provider '" + settings.name() + "' has no " + what);
    }

    private static boolean isVertex(ProviderSettings settings) {
        String platform = option(settings, "platform").orElse("");
        return switch (platform) {
            case "vertex" -> true;
            case "ai-studio" -> false;
            case "" -> option(settings, "project").isPresent();
            default ->
                throw new IllegalArgumentException(
                        "expected platform to be vertex or ai-studio, found '" + platform + "'");
        };
    }

    private static Optional<String> option(ProviderSettings settings, String name) {
        return Optional.ofNullable(settings.options().get(name))
                .map(value -> value.toString().strip())
                .filter(value -> !value.isEmpty());
    }
}
