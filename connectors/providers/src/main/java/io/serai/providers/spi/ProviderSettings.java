package io.serai.providers.spi;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
 * @param account marks what only the account of this secret can read, where there are several; empty where there is one
 */
public record ProviderSettings(
        String name,
        Optional<URI> baseUrl,
        Optional<String> apiKey,
        Map<String, String> headers,
        Map<String, Object> options,
        Timeouts timeouts,
        String account) {

    public ProviderSettings {
        headers = Map.copyOf(headers);
        options = Map.copyOf(options);
    }

    /** A provider with one account. */
    public ProviderSettings(
            String name,
            Optional<URI> baseUrl,
            Optional<String> apiKey,
            Map<String, String> headers,
            Map<String, Object> options,
            Timeouts timeouts) {
        this(name, baseUrl, apiKey, headers, options, timeouts, "");
    }

    /** The same provider with the secret of one of several accounts. */
    public ProviderSettings with(String otherKey, String otherAccount) {
        return new ProviderSettings(name, baseUrl, Optional.of(otherKey), headers, options, timeouts, otherAccount);
    }

    /**
     * Its secret, as it may stand in a header.
     *
     * @throws IllegalArgumentException where it has other characters than a header takes
     */
    public Optional<String> printableKey() {
        apiKey.ifPresent(key -> {
            if (key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new IllegalArgumentException("expected apiKey without spaces, line breaks and other than ASCII");
            }
        });
        return apiKey;
    }

    /** To be sent with each request, names in lower case; the caller's own to change. */
    public Map<String, String> lowerCaseHeaders() {
        Map<String, String> lower = new LinkedHashMap<>();
        headers.forEach((header, value) -> lower.put(header.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    /**
     * The same after {@code authorization: Bearer} with the secret, where one is set and no header says otherwise.
     *
     * @throws IllegalArgumentException as by {@link #printableKey}
     */
    public Map<String, String> bearerHeaders() {
        Map<String, String> all = new LinkedHashMap<>();
        printableKey().ifPresent(key -> all.put("authorization", "Bearer " + key));
        all.putAll(lowerCaseHeaders());
        return all;
    }

    /** What must not come back to a client in a provider's own words. */
    public List<String> secrets() {
        List<String> secrets = new ArrayList<>(headers.values());
        apiKey.ifPresent(secrets::add);
        return List.copyOf(secrets);
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "provider '" + name + "' at " + baseUrl.map(URI::toString).orElse("no address");
    }
}
