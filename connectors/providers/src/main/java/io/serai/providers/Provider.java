package io.serai.providers;

import io.serai.providers.http.UpstreamClient;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderSettings;
import io.serai.providers.spi.Timeouts;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A provider as a bean of a Camel application, under whose name {@code ai:<name>/<model>} calls it:
 *
 * <pre>{@code
 * - beans:
 *     - name: groq
 *       type: io.serai.providers.Provider
 *       properties: {preset: groq, apiKey: "{{env:GROQ_API_KEY:}}"}
 * }</pre>
 *
 * Settings are given once, before the first call; the provider is opened by that call.
 */
public final class Provider {

    private static final String DEFAULT_DIALECT = "openai-compatible";

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Object> options = new LinkedHashMap<>();
    private String dialect = DEFAULT_DIALECT;
    private @Nullable String baseUrl;
    private @Nullable String apiKey;
    private Duration connectTimeout = Timeouts.DEFAULT.connect();
    private Duration firstTokenTimeout = Timeouts.DEFAULT.firstToken();
    private Duration idleTimeout = Timeouts.DEFAULT.idle();
    private Duration totalTimeout = Timeouts.DEFAULT.total();
    private volatile @Nullable Opened opened;

    /** A provider as it is called: its backend, the dialect's view of what can be asked, its timeouts. */
    public record Opened(Backend backend, Dialect dialect, Timeouts timeouts) {}

    /** The {@link Dialect#name()} spoken; {@code openai-compatible} unless said otherwise. */
    public void setDialect(String dialect) {
        this.dialect = dialect;
    }

    /** Known address, authentication and deviations of a public service; see the dialect. */
    public void setPreset(String preset) {
        options.put("preset", preset);
    }

    /** Such as {@code https://api.example.com/v1}. */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** The secret; empty is absent. */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    /** Sent with each request. */
    public Map<String, String> getHeaders() {
        return headers;
    }

    public void setHeaders(Map<String, String> headers) {
        this.headers.putAll(headers);
    }

    /** What only this dialect knows. */
    public Map<String, Object> getOptions() {
        return options;
    }

    public void setOptions(Map<String, Object> options) {
        this.options.putAll(options);
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public void setFirstTokenTimeout(Duration firstTokenTimeout) {
        this.firstTokenTimeout = firstTokenTimeout;
    }

    public void setIdleTimeout(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public void setTotalTimeout(Duration totalTimeout) {
        this.totalTimeout = totalTimeout;
    }

    /**
     * Opens the provider, once.
     *
     * @param name the bean's name
     * @throws IllegalArgumentException naming the setting that is missing or wrong
     */
    public Opened open(String name, UpstreamClient http) {
        Opened known = opened;
        if (known == null) {
            known = openNow(name, http);
            opened = known;
        }
        return known;
    }

    private Opened openNow(String name, UpstreamClient http) {
        try {
            Dialect spoken = find(dialect);
            ProviderSettings settings = settings(name);
            return new Opened(spoken.open(settings, http), spoken, settings.timeouts());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("provider '" + name + "': " + e.getMessage(), e);
        }
    }

    private ProviderSettings settings(String name) {
        return new ProviderSettings(
                name,
                given(baseUrl).map(Provider::uri),
                given(apiKey),
                headers,
                options,
                new Timeouts(connectTimeout, firstTokenTimeout, idleTimeout, totalTimeout));
    }

    private static Optional<String> given(@Nullable String setting) {
        return setting == null || setting.isBlank() ? Optional.empty() : Optional.of(setting.strip());
    }

    /** Does not repeat what is wrong: it may hold a secret. */
    private static URI uri(String baseUrl) {
        try {
            return new URI(baseUrl);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "expected baseUrl to be a URL such as https://api.example.com/v1, found something else at character "
                            + (e.getIndex() + 1));
        }
    }

    private static Dialect find(String name) {
        TreeMap<String, Dialect> known = new TreeMap<>();
        ServiceLoader.load(Dialect.class, Provider.class.getClassLoader()).forEach(d -> known.put(d.name(), d));
        Dialect dialect = known.get(name);
        if (dialect == null) {
            throw new IllegalArgumentException(
                    "expected dialect to be one of " + known.keySet() + ", found '" + name + "'");
        }
        return dialect;
    }
}
