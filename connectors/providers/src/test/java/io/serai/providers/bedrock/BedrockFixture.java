package io.serai.providers.bedrock;

import io.serai.providers.Provider;
import io.serai.providers.contract.ProviderFixture;
import io.serai.providers.http.Translator;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderSettings;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;

/** Bedrock, whose requests are signed. */
public final class BedrockFixture implements ProviderFixture {

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final BedrockUpstream upstream;

    public BedrockFixture() throws Exception {
        upstream = new BedrockUpstream(vertx);
    }

    @Override
    public String dialect() {
        return "bedrock";
    }

    @Override
    public Translator translator(Map<String, Object> options) {
        return BedrockDialect.translator(new ProviderSettings(
                "golden", Optional.empty(), Optional.of("sk-test"), Map.of(), options, Timeouts.DEFAULT));
    }

    @Override
    public byte[] frame(Map<?, ?> event) {
        return EventStreamFrames.of(event);
    }

    @Override
    public Backend answering() {
        return backend("answering");
    }

    @Override
    public Backend refusing(int status) {
        return backend("refusing-" + status);
    }

    @Override
    public Backend silent() {
        return backend("silent");
    }

    @Override
    public Backend cutting() {
        return backend("cutting");
    }

    private Backend backend(String behaviour) {
        Provider provider = new Provider();
        provider.setDialect(dialect());
        provider.setBaseUrl(upstream.url(behaviour));
        provider.setOptions(Map.of(
                "region", "us-east-1", "accessKeyId", "AKIDEXAMPLE", "secretAccessKey", "wJalrXUtnFEMI/EXAMPLE"));
        return provider.open("contract", http).backend();
    }

    @Override
    public void close() {
        http.close();
        vertx.close();
    }
}
