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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How to reach a model server. It has no address that everybody knows, and often no key; one that is set is sent as {@code Authorization:
 * Bearer}, as KServe's and TorchServe's own authorization have it.
 *
 * @param settings of its provider
 */
public record ModelServer(ProviderSettings settings) {

    private static final String AUTHORIZATION = "authorization";

    /** Its backend by HTTP. */
    public Backend open(Translator translator, UpstreamClient http) {
        if (settings.baseUrl().isEmpty()) {
            return noAddress("http://localhost:8080");
        }
        return new HttpBackend(
                settings.name(),
                UpstreamTarget.of(settings.baseUrl().get()),
                headers(),
                translator,
                http,
                InstantSource.system());
    }

    /** What it is while nobody has said where it is. */
    public Backend noAddress(String example) {
        return new NotConfigured(
                "provider '" + settings.name() + "' has no address: set its baseUrl, such as " + example);
    }

    /** Sent with each request; names in lower case. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        settings.apiKey().ifPresent(key -> headers.put(AUTHORIZATION, "Bearer " + printable(key)));
        settings.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    /** What its refusals mean. */
    public ProviderErrors errors() {
        return new ProviderErrors(settings.name(), secrets());
    }

    /** What must not come back to a client in a provider's own words. */
    private List<String> secrets() {
        List<String> secrets = new ArrayList<>(settings.headers().values());
        settings.apiKey().ifPresent(secrets::add);
        return secrets;
    }

    private static String printable(String key) {
        if (key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("expected apiKey without spaces, line breaks and other than ASCII");
        }
        return key;
    }
}
