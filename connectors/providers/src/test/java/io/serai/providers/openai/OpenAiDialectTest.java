package io.serai.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.error.ErrorKind;
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
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiDialectTest {

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
    void dialect_isFoundByName() {
        assertThat(ServiceLoader.load(Dialect.class).stream().map(ServiceLoader.Provider::type))
                .contains(OpenAiDialect.class);
        assertThat(new OpenAiDialect().name()).isEqualTo("openai-compatible");
    }

    @ParameterizedTest
    @EnumSource(OpenAiPreset.class)
    void preset_withKey_isReady(OpenAiPreset preset) {
        assertThat(open(preset.label(), Optional.of("sk-1"), Map.of()).status()).isEqualTo(Status.READY);
    }

    @ParameterizedTest
    @EnumSource(OpenAiPreset.class)
    void preset_withoutKey_isReadyOnlyWhereItIsLocal(OpenAiPreset preset) {
        boolean local = preset.baseUrl().getHost().equals("localhost");
        assertThat(open(preset.label(), Optional.empty(), Map.of()).status())
                .isEqualTo(local ? Status.READY : Status.NOT_CONFIGURED);
        assertThat(preset.baseUrl().getScheme()).isEqualTo(local ? "http" : "https");
    }

    @Test
    void providerWithoutKey_called_saysWhatToSet() {
        Backend provider = open("groq", Optional.empty(), Map.of());
        assertThatThrownBy(() -> provider.answer(call()))
                .isInstanceOfSatisfying(
                        SeraiException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROVIDER_NOT_CONFIGURED))
                .hasMessage("provider 'acme' has no API key: set its apiKey, by custom from GROQ_API_KEY");
        assertThatThrownBy(() -> provider.stream(call())).isInstanceOf(SeraiException.class);
    }

    @Test
    void authorizationHeader_given_servesAsKey() {
        Backend provider = open("groq", Optional.empty(), Map.of("Authorization", "Bearer other"));
        assertThat(provider.status()).isEqualTo(Status.READY);
    }

    @Test
    void headers_given_areSentAndGoBeforeTheKey() {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.answer(200, "", "{}");
        })) {
            ProviderSettings settings = new ProviderSettings(
                    "acme",
                    Optional.of(server.url()),
                    Optional.of("sk-1"),
                    Map.of("X-Title", "Serai", "Authorization", "Key 2"),
                    Map.of(),
                    Timeouts.DEFAULT);
            new OpenAiDialect().open(settings, http).answer(call());
            assertThat(server.requests().remove().headers())
                    .containsEntry("x-title", "Serai")
                    .containsEntry("authorization", "Key 2")
                    .containsEntry("user-agent", "Serai");
        }
    }

    @Test
    void noKeyAndNoPreset_sendsNoAuthorization() {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.answer(200, "", "{}");
        })) {
            ProviderSettings settings = settings(Optional.of(server.url()), Optional.empty(), Map.of());
            new OpenAiDialect().open(settings, http).answer(call());
            assertThat(server.requests().remove().headers()).doesNotContainKey("authorization");
        }
    }

    @Test
    void unknownPreset_isRefusedNamingTheKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("grok", Optional.empty(), Map.of()))
                .withMessageContaining("found 'grok'")
                .withMessageContaining("llama.cpp")
                .withMessageContaining("lm-studio");
    }

    @Test
    void neitherPresetNorBaseUrl_isRefused() {
        ProviderSettings settings = settings(Optional.empty(), Optional.of("sk-1"), Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OpenAiDialect().open(settings, http))
                .withMessage("expected a preset or a baseUrl, found neither");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/v1", "/v1", "host:80", "https://user:canary@host/v1", "https:///v1"})
    void baseUrl_wrong_isRefusedWithoutRepeatingIt(String url) {
        ProviderSettings settings = settings(Optional.of(URI.create(url)), Optional.empty(), Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OpenAiDialect().open(settings, http))
                .withMessageStartingWith("expected baseUrl")
                .withMessageNotContaining("canary");
    }

    @Test
    void key_withALineBreak_isRefusedWithoutRepeatingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("openai", Optional.of("sk-canary\n1"), Map.of()))
                .withMessageNotContaining("canary");
    }

    private static Backend open(String preset, Optional<String> key, Map<String, String> headers) {
        return new OpenAiDialect()
                .open(
                        new ProviderSettings(
                                "acme", Optional.empty(), key, headers, Map.of("preset", preset), Timeouts.DEFAULT),
                        http);
    }

    private static ProviderSettings settings(Optional<URI> url, Optional<String> key, Map<String, Object> options) {
        return new ProviderSettings("acme", url, key, Map.of(), options, Timeouts.DEFAULT);
    }

    private static ProviderCall call() {
        return new ProviderCall(
                Operation.CHAT,
                "m",
                ChatRequest.ofText("hi").map(),
                Timeouts.DEFAULT,
                Deadline.NEVER,
                new Cancellation());
    }
}
