package io.serai.providers.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.model.ModelCard;
import io.serai.providers.Provider;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.NotConfigured;
import io.vertx.core.Vertx;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CohereDialectTest {

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);

    @AfterEach
    void close() {
        http.close();
        vertx.close();
    }

    @Test
    void provider_withoutKey_isNotConfigured() {
        assertThat(open(new Provider())).isInstanceOf(NotConfigured.class);
    }

    @Test
    void deployment_withoutKey_isReady() {
        Provider provider = new Provider();
        provider.setBaseUrl("http://cohere.internal:8080");
        assertThat(open(provider).status()).isEqualTo(ModelCard.Status.READY);
    }

    @Test
    void provider_withHeaderForKey_isReady() {
        Provider provider = new Provider();
        provider.setHeaders(Map.of("Authorization", "Bearer x"));
        assertThat(open(provider).status()).isEqualTo(ModelCard.Status.READY);
    }

    @Test
    void key_withLineBreak_isRefusedWithoutBeingTold() {
        Provider provider = new Provider();
        provider.setApiKey("secret\nkey");
        assertThatThrownBy(() -> open(provider)).hasMessageContaining("apiKey").hasMessageNotContaining("secret");
    }

    private Backend open(Provider provider) {
        provider.setDialect("cohere");
        return provider.open("cohere", http).backend();
    }
}
