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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where a server is, and what it wants to see: a key where it runs with {@code --api-key}, or on Inference Endpoints. */
final class Access {

    /** Where both documentations start their containers. */
    private static final URI LOCAL = URI.create("http://localhost:8080");

    private Access() {}

    static ServerErrors errors(ProviderSettings provider) {
        List<String> secrets = new ArrayList<>(provider.headers().values());
        provider.apiKey().ifPresent(secrets::add);
        return new ServerErrors(new ProviderErrors(provider.name(), secrets));
    }

    static Backend open(ProviderSettings provider, Translator translator, UpstreamClient http) {
        Map<String, String> headers = new LinkedHashMap<>();
        provider.apiKey().ifPresent(key -> headers.put("authorization", "Bearer " + printable(key)));
        provider.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        UpstreamTarget target = UpstreamTarget.of(provider.baseUrl().orElse(LOCAL));
        return new HttpBackend(provider.name(), target, headers, translator, http, InstantSource.system());
    }

    private static String printable(String key) {
        if (key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("expected apiKey without spaces, line breaks and other than ASCII");
        }
        return key;
    }
}
