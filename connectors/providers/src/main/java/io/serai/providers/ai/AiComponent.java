package io.serai.providers.ai;

import io.serai.api.call.AttemptCheck;
import io.serai.api.meter.KeyListener;
import io.serai.api.standing.Standings;
import io.serai.providers.Provider;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.keys.KeyWatch;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** Calls models of providers that are declared as {@link Provider} beans. */
@Component("ai")
public class AiComponent extends DefaultComponent {

    @Metadata(
            label = "advanced",
            autowired = true,
            description =
                    "The Vert.x instance to use. One of the registry is used by default, " + "else an own one is made.")
    private @Nullable Vertx vertx;

    @Metadata(
            label = "advanced",
            autowired = true,
            description = "Settings of the HTTP client that all providers share.")
    private @Nullable UpstreamOptions upstreamOptions;

    private boolean ownVertx;
    private @Nullable UpstreamClient http;
    private AttemptCheck check = AttemptCheck.ALLOWED;
    private volatile @Nullable KeyWatch watch;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        AiEndpoint endpoint = new AiEndpoint(uri, this);
        int slash = remaining.indexOf('/');
        if (remaining.equals(AiEndpoint.AS_REQUESTED)) {
            endpoint.setProvider(AiEndpoint.AS_REQUESTED);
            endpoint.setModel(AiEndpoint.AS_REQUESTED);
        } else if (slash > 0 && slash < remaining.length() - 1) {
            endpoint.setProvider(remaining.substring(0, slash));
            endpoint.setModel(remaining.substring(slash + 1));
        } else {
            throw new IllegalArgumentException("expected ai:<provider>/<model> or ai:*, found ai:" + remaining);
        }
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The names of all declared providers. */
    public Set<String> providerNames() {
        return getCamelContext()
                .getRegistry()
                .findByTypeWithName(Provider.class)
                .keySet();
    }

    /** Asked before each attempt. */
    AttemptCheck check() {
        return check;
    }

    /** Whether a provider is declared under this name. */
    public boolean hasProvider(String name) {
        return getCamelContext().getRegistry().lookupByNameAndType(name, Provider.class) != null;
    }

    /** The provider declared under this name, opened; null where there is none. */
    public Provider.@Nullable Opened provider(String name) {
        Provider provider = getCamelContext().getRegistry().lookupByNameAndType(name, Provider.class);
        return provider == null ? null : provider.open(name, http(), watch());
    }

    /** What the application has bound for keys, and else this node's own. */
    private KeyWatch watch() {
        KeyWatch known = watch;
        if (known == null) {
            Standings standings = CamelContextHelper.findSingleByType(getCamelContext(), Standings.class);
            KeyListener listener = CamelContextHelper.findSingleByType(getCamelContext(), KeyListener.class);
            known = new KeyWatch(
                    standings == null ? Standings.ofThisNode() : standings,
                    listener == null ? KeyListener.NONE : listener);
            watch = known;
        }
        return known;
    }

    /**
     * Opens every declared provider, so that a wrong setting shows before the first call.
     *
     * @throws IllegalArgumentException naming the provider and the setting
     */
    public void openProviders() {
        providerNames().forEach(this::provider);
    }

    private UpstreamClient http() {
        UpstreamClient client = http;
        if (client == null) {
            throw new IllegalStateException("the component 'ai' is not started");
        }
        return client;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Vertx shared = vertx == null ? CamelContextHelper.findSingleByType(getCamelContext(), Vertx.class) : vertx;
        ownVertx = shared == null;
        vertx = shared == null ? ownVertx() : shared;
        AttemptCheck known = CamelContextHelper.findSingleByType(getCamelContext(), AttemptCheck.class);
        check = known == null ? AttemptCheck.ALLOWED : known;
        http = new UpstreamClient(vertx, upstreamOptions == null ? UpstreamOptions.DEFAULT : upstreamOptions);
    }

    /** With nothing to unpack from the class path, else a folder for it stays behind in a process that is killed. */
    private static Vertx ownVertx() {
        return Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }

    @Override
    protected void doShutdown() throws Exception {
        if (http != null) {
            http.close();
        }
        if (ownVertx && vertx != null) {
            vertx.close();
        }
        super.doShutdown();
    }

    public @Nullable Vertx getVertx() {
        return vertx;
    }

    public void setVertx(Vertx vertx) {
        this.vertx = vertx;
    }

    public @Nullable UpstreamOptions getUpstreamOptions() {
        return upstreamOptions;
    }

    public void setUpstreamOptions(UpstreamOptions upstreamOptions) {
        this.upstreamOptions = upstreamOptions;
    }
}
