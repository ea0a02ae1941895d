package io.serai.providers;

import io.serai.providers.faults.Faults;
import io.serai.providers.faults.FaultyBackend;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.keys.KeyEntry;
import io.serai.providers.keys.KeyList;
import io.serai.providers.keys.KeyPool;
import io.serai.providers.keys.KeyWatch;
import io.serai.providers.keys.OnlyKey;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderSettings;
import io.serai.providers.spi.Timeouts;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
    private static final String DEFAULT_DIALECT = "openai-compatible";

    /** As the first of several is called that has no label. */
    private static final String FIRST_KEY = "1";

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Object> options = new LinkedHashMap<>();
    private String dialect = DEFAULT_DIALECT;
    private @Nullable String baseUrl;
    private @Nullable String apiKey;
    private String apiKeys = "";
    private String keyWeights = "";
    private String keyLabels = "";
    private Optional<Duration> retryRefusedKeys = Optional.empty();
    private @Nullable String fault;
    private Duration connectTimeout = Timeouts.DEFAULT.connect();
    private Duration firstTokenTimeout = Timeouts.DEFAULT.firstToken();
    private Duration idleTimeout = Timeouts.DEFAULT.idle();
    private Duration totalTimeout = Timeouts.DEFAULT.total();
    private volatile @Nullable Opened opened;

    /**
     * A provider as it is called.
     *
     * @param backend by its only key; by its first one where it has several
     * @param dialect knows what can be asked
     * @param timeouts unless an endpoint says otherwise
     * @param keys where it has several
     * @param onlyKey where it has not
     */
    public record Opened(
            Backend backend, Dialect dialect, Timeouts timeouts, Optional<KeyPool> keys, OnlyKey onlyKey) {}

    /** The {@link Dialect#name()} spoken. */
    public String getDialect() {
        return dialect;
    }

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

    /** Several secrets in place of {@link #setApiKey apiKey}, separated by commas. Empty ones are absent. */
    public void setApiKeys(String apiKeys) {
        this.apiKeys = apiKeys;
    }

    /** How often each of the {@link #setApiKeys apiKeys} is chosen, by position: {@code 3, 1, 1}. All alike unless set. */
    public void setKeyWeights(String keyWeights) {
        this.keyWeights = keyWeights;
    }

    /** What logs and metrics call each of the {@link #setApiKeys apiKeys}, by position; {@code 1}, {@code 2} and so on unless set. */
    public void setKeyLabels(String keyLabels) {
        this.keyLabels = keyLabels;
    }

    /** After how long one of several keys that was refused is tried again; never unless set. */
    public void setRetryRefusedKeys(Duration retryRefusedKeys) {
        if (retryRefusedKeys.isNegative() || retryRefusedKeys.isZero()) {
            throw new IllegalArgumentException("retryRefusedKeys must be positive, found " + retryRefusedKeys);
        }
        this.retryRefusedKeys = Optional.of(retryRefusedKeys);
    }

    /** How calls are made to fail, to try what happens then: {@link Faults}. */
    public void setFault(String fault) {
        this.fault = fault;
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

    /** Opens the provider, with keys whose standing is this node's own. */
    public Opened open(String name, UpstreamClient http) {
        return open(name, http, KeyWatch.ofThisNode());
    }

    /**
     * Opens the provider, once.
     *
     * @param name the bean's name
     * @throws IllegalArgumentException naming the setting that is missing or wrong
     */
    public Opened open(String name, UpstreamClient http, KeyWatch watch) {
        Opened known = opened;
        if (known == null) {
            known = openNow(name, http, watch);
            opened = known;
        }
        return known;
    }

    private Opened openNow(String name, UpstreamClient http, KeyWatch watch) {
        try {
            Dialect spoken = find(dialect);
            ProviderSettings settings = settings(name, spoken);
            List<KeyEntry> keys = KeyList.read(apiKeys, keyWeights, keyLabels);
            if (!keys.isEmpty() && settings.apiKey().isPresent()) {
                throw new IllegalArgumentException("expected apiKey or apiKeys, found both");
            }
            Optional<Faults> faults = given(fault).map(Faults::ofOption);
            faults.ifPresent(told -> LOG.warn("Calls of provider '{}' are made to fail: {}", name, told));
            Opening opening = new Opening(spoken, settings, faults, http);
            Optional<KeyPool> pool = keys.size() < 2
                    ? Optional.empty()
                    : Optional.of(KeyPool.of(name, keys, opening::by, retryRefusedKeys, watch));
            Backend backend = pool.map(KeyPool::first)
                    .orElseGet(() -> keys.isEmpty() ? opening.asSet() : opening.by(keys.get(0)));
            String label = keys.isEmpty() ? FIRST_KEY : keys.get(0).label();
            return new Opened(backend, spoken, settings.timeouts(), pool, new OnlyKey(name, label, watch.listener()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("provider '" + name + "': " + e.getMessage(), e);
        }
    }

    private ProviderSettings settings(String name, Dialect spoken) {
        return new ProviderSettings(
                name,
                given(baseUrl).map(Provider::uri),
                given(apiKey),
                headers,
                JsonOptions.read(options, spoken.texts()),
                new Timeouts(connectTimeout, firstTokenTimeout, idleTimeout, totalTimeout));
    }

    /** What opens a provider, by whichever key. */
    private record Opening(Dialect dialect, ProviderSettings settings, Optional<Faults> faults, UpstreamClient http) {

        Backend asSet() {
            return faulty(dialect.open(settings, http), "");
        }

        Backend by(KeyEntry key) {
            return faulty(dialect.open(settings.with(key.secret(), key.account(settings.name())), http), key.label());
        }

        private Backend faulty(Backend backend, String key) {
            return faults.<Backend>map(told -> new FaultyBackend(backend, told, settings.name(), key, () -> {}))
                    .orElse(backend);
        }
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
