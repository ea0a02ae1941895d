package io.serai.providers.contract;

import io.serai.providers.Provider;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.vertx.core.Vertx;
import java.util.Map;

/** The built-in simulation, steered by its options. */
public final class SimulatedFixture implements ProviderFixture {

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);

    @Override
    public String dialect() {
        return "simulated";
    }

    @Override
    public Backend answering() {
        return backend(Map.of());
    }

    @Override
    public Backend refusing(int status) {
        return backend(
                status == 429 || status == 503
                        ? Map.of("error_status", status, "retry_after", 7)
                        : Map.of("error_status", status));
    }

    @Override
    public Backend silent() {
        return backend(Map.of("silent_after_chunks", 0));
    }

    @Override
    public Backend cutting() {
        return backend(Map.of("cut_after_chunks", 2));
    }

    private Backend backend(Map<String, Object> options) {
        Provider provider = new Provider();
        provider.setDialect(dialect());
        provider.setOptions(options);
        return provider.open("contract", http).backend();
    }

    @Override
    public void close() {
        http.close();
        vertx.close();
    }
}
