package io.serai.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard;
import io.serai.providers.Provider;
import io.serai.providers.http.Translator;
import io.serai.providers.http.Translator.Refusal;
import io.serai.providers.http.TranslatorOf;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnthropicDialectTest {

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final Provider provider = new Provider();

    {
        provider.setDialect("anthropic");
    }

    @AfterEach
    void close() {
        http.close();
        vertx.close();
    }

    @Test
    void open_withoutKey_isNotConfigured() {
        assertThat(backend().status()).isEqualTo(ModelCard.Status.NOT_CONFIGURED);
    }

    @Test
    void open_withKeyInAHeader_isReady() {
        provider.setHeaders(Map.of("Authorization", "Bearer x"));
        assertThat(backend().status()).isEqualTo(ModelCard.Status.READY);
    }

    @Test
    void open_withAddressButNoKey_isReady() {
        provider.setBaseUrl("http://127.0.0.1:1/anthropic");
        assertThat(backend().status()).isEqualTo(ModelCard.Status.READY);
    }

    @Test
    void open_unknownFlavor_namesAll() {
        provider.setOptions(Map.of("flavor", "moon"));
        assertThatThrownBy(this::backend).hasMessageContaining("flavor").hasMessageContaining("[api, vertex]");
    }

    @Test
    void open_vertexWithoutProject_isNotConfigured() {
        provider.setOptions(Map.of("flavor", "vertex", "project", " "));
        assertThat(backend().status()).isEqualTo(ModelCard.Status.NOT_CONFIGURED);
    }

    @Test
    void open_vertexWithDefaultCredentials_isReady_withoutLookingForThem() {
        provider.setOptions(Map.of("flavor", "vertex", "project", "p", "location", "us-east5"));
        assertThat(backend().status()).isEqualTo(ModelCard.Status.READY);
    }

    @Test
    void open_vertexCredentialsThatAreNotThere_isRefused() {
        provider.setOptions(Map.of("flavor", "vertex", "project", "p", "credentials", "/does/not/exist.json"));
        assertThatThrownBy(this::backend).hasMessageContaining("/does/not/exist.json");
    }

    @Test
    void open_maxTokensNoNumber_isRefused() {
        provider.setOptions(Map.of("maxTokens", "many"));
        assertThatThrownBy(this::backend).hasMessageContaining("maxTokens").hasMessageContaining("many");
    }

    @Test
    void refusal_neverRepeatsTheKey() {
        provider.setApiKey("sk-ant-secret");
        Translator translator = TranslatorOf.backend(backend());
        byte[] body =
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"key sk-ant-secret is odd\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        SeraiException error = translator.error(new Refusal(400, name -> Optional.empty(), body, Instant.EPOCH));
        assertThat(error).hasMessageContaining("is odd").hasMessageNotContaining("sk-ant-secret");
    }

    private Backend backend() {
        return provider.open("test", http).backend();
    }
}
