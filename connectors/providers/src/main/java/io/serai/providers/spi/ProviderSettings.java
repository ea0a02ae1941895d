package io.serai.providers.spi;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What a dialect needs to know of a provider.
 *
 * @param name the provider's name, as in {@code ai:<name>/<model>}
 * @param baseUrl where it is, where the dialect has an address
 * @param apiKey its secret, where one is set
 * @param headers to be sent with each request
 * @param options what only this dialect knows
 * @param timeouts unless an endpoint says otherwise
 */
public record ProviderSettings(
        String name,
        Optional<URI> baseUrl,
        Optional<String> apiKey,
        Map<String, String> headers,
        Map<String, Object> options,
        Timeouts timeouts) {

    public ProviderSettings {
        headers = Map.copyOf(headers);
        options = Map.copyOf(options);
    }

    /** The same provider with another secret. */
    public ProviderSettings with(String otherKey) {
        return new ProviderSettings(name, baseUrl, Optional.of(otherKey), headers, options, timeouts);
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "provider '" + name + "' at " + baseUrl.map(URI::toString).orElse("no address");
    }
}
