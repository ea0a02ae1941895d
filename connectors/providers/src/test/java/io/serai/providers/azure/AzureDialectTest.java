package io.serai.providers.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard.Status;
import io.serai.providers.http.FaultServer;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.ProviderSettings;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureDialectTest {

    private static Vertx vertx;
    private static UpstreamClient http;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    }

    @AfterAll
    static void stop() {
        http.close();
        vertx.close();
    }

    @Test
    void key_isSentInItsOwnHeader() {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.answer(200, "", "{}");
        })) {
            open(new AzureOpenAiDialect(), Optional.of(server.url()), Optional.of("key-1"), Map.of())
                    .answer(call("gpt-4o"));
            FaultServer.Request request = server.requests().remove();
            assertThat(request.line())
                    .isEqualTo("POST /openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21 HTTP/1.1");
            assertThat(request.headers()).containsEntry("api-key", "key-1").doesNotContainKey("authorization");
        }
    }

    @Test
    void resource_namesTheHost() {
        assertThat(open(new AzureOpenAiDialect(), Optional.empty(), Optional.of("k"), Map.of("resource", "my-resource"))
                        .status())
                .isEqualTo(Status.READY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example/", "a.b", "a b", "-a"})
    void resource_thatIsNoName_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        open(new AzureOpenAiDialect(), Optional.empty(), Optional.of("k"), Map.of("resource", name)))
                .withMessageContaining("resource");
    }

    @ParameterizedTest
    @CsvSource({
        "..,/openai/deployments/%2E%2E/embeddings?v",
        "a/../b,/openai/deployments/a%2F..%2Fb/embeddings?v",
        "a?b#c%2F,/openai/deployments/a%3Fb%23c%252F/embeddings?v",
        "ü-1_.~,/openai/deployments/%C3%BC-1_.~/embeddings?v"
    })
    void deployment_staysOneSegmentOfThePath(String model, String path) {
        AzureOpenAiAddress address = new AzureOpenAiAddress(AzureOpenAiAddress.Surface.DEPLOYMENTS, Map.of(), "?v");
        assertThat(address.path("/embeddings", model)).isEqualTo(path);
    }

    @Test
    void noKeyAndNoCredential_saysWhatToSet() {
        URI url = URI.create("http://127.0.0.1:1");
        Backend backend = open(new AzureInferenceDialect(), Optional.of(url), Optional.empty(), Map.of());
        assertThat(backend.status()).isEqualTo(Status.NOT_CONFIGURED);
        assertThatThrownBy(() -> backend.answer(call("m")))
                .isInstanceOf(SeraiException.class)
                .hasMessageContaining("apiKey");
    }

    @Test
    void credentials_areMadeWithoutAskingAnybody() {
        Optional<URI> url = Optional.of(URI.create("https://a.openai.azure.com"));
        Map<String, Object> secret =
                Map.of("credential", "client-secret", "tenantId", "t", "clientId", "c", "clientSecret", "s");
        assertThat(open(new AzureOpenAiDialect(), url, Optional.empty(), secret).status())
                .isEqualTo(Status.READY);
        Map<String, Object> anything = Map.of("credential", "default", "clientId", "c");
        assertThat(open(new AzureOpenAiDialect(), url, Optional.empty(), anything)
                        .status())
                .isEqualTo(Status.READY);
    }

    @Test
    void options_wrong_areNamed() {
        Optional<URI> url = Optional.of(URI.create("https://a.openai.azure.com"));
        refused(url, Map.of("credential", "magic"), "[default, client-secret]");
        refused(url, Map.of("credential", "client-secret", "tenantId", "t"), "clientId");
        refused(url, Map.of("surface", "v2"), "[deployments, v1]");
        refused(url, Map.of("deployments", "gpt-4o"), "deployments");
    }

    @Test
    void noAddress_saysWhatToSet() {
        Backend backend = open(new AzureOpenAiDialect(), Optional.empty(), Optional.of("k"), Map.of());
        assertThat(backend.status()).isEqualTo(Status.NOT_CONFIGURED);
        assertThatThrownBy(() -> backend.answer(call("m"))).hasMessageContaining("baseUrl");
    }

    private static void refused(Optional<URI> url, Map<String, Object> options, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(new AzureOpenAiDialect(), url, Optional.of("k"), options))
                .withMessageContaining(message);
    }

    private static Backend open(Dialect dialect, Optional<URI> url, Optional<String> key, Map<String, Object> options) {
        return dialect.open(new ProviderSettings("azure", url, key, Map.of(), options, Timeouts.DEFAULT), http);
    }

    private static ProviderCall call(String model) {
        return new ProviderCall(
                Operation.CHAT,
                model,
                ChatRequest.ofText("hi").map(),
                Timeouts.DEFAULT,
                Deadline.NEVER,
                new Cancellation());
    }
}
