package io.serai.providers.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard;
import io.serai.providers.Provider;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BedrockDialectTest {

    private static final Map<String, Object> KEY =
            Map.of("region", "eu-central-1", "accessKeyId", "AKIDEXAMPLE", "secretAccessKey", "wJalr/EXAMPLE");

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private BedrockUpstream upstream;

    @BeforeEach
    void open() throws Exception {
        upstream = new BedrockUpstream(vertx);
    }

    @AfterEach
    void close() {
        http.close();
        vertx.close();
    }

    @Test
    void provider_withoutRegion_isNotConfigured() {
        Provider provider = new Provider();
        provider.setDialect("bedrock");
        provider.setOptions(Map.of("region", " "));
        Backend backend = provider.open("bedrock", http).backend();
        assertThat(backend.status()).isEqualTo(ModelCard.Status.NOT_CONFIGURED);
        SeraiException failure =
                catchThrowableOfType(SeraiException.class, () -> backend.answer(call(Operation.CHAT, "m", chat())));
        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_NOT_CONFIGURED);
        assertThat(failure).hasMessageContaining("region");
    }

    @Test
    void provider_withHalfAKey_isRefused() {
        Provider provider = new Provider();
        provider.setDialect("bedrock");
        provider.setOptions(Map.of("region", "us-east-1", "accessKeyId", "AKIDEXAMPLE"));
        assertThatThrownBy(() -> provider.open("bedrock", http)).hasMessageContaining("secretAccessKey");
    }

    @Test
    void region_isReadFromTheAddress() {
        Provider provider = new Provider();
        provider.setDialect("bedrock");
        provider.setBaseUrl("https://vpce-1.bedrock-runtime.us-west-2.vpce.amazonaws.com");
        provider.setApiKey("k");
        assertThat(provider.open("bedrock", http).backend().status()).isEqualTo(ModelCard.Status.READY);
    }

    @Test
    void apiKey_isABearerToken() {
        backend(Map.of("region", "eu-central-1"), "bedrock-api-key-1").answer(call(Operation.CHAT, "m", chat()));
        assertThat(upstream.seen().get(0).headers())
                .containsEntry("authorization", "Bearer bedrock-api-key-1")
                .doesNotContainKey("x-amz-date");
    }

    @Test
    void request_isSignedOnTheWire_asTheServerSeesIt() throws Exception {
        String model = "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-v2:1";
        backend(KEY, "").answer(call(Operation.CHAT, model, chat()));
        BedrockUpstream.Seen seen = upstream.seen().get(0);
        String authorization = seen.headers().get("authorization");
        String names = authorization.replaceAll(".*SignedHeaders=([^,]*),.*", "$1");
        Map<String, String> signed = new TreeMap<>();
        List.of(names.split(";"))
                .forEach(name -> signed.put(name, seen.headers().get(name)));
        String scope = authorization.replaceAll(".*Credential=AKIDEXAMPLE/([^,]*),.*", "$1");
        assertThat(scope).endsWith("/eu-central-1/bedrock/aws4_request");
        assertThat(authorization)
                .endsWith(SignatureCheck.signature(
                        "POST",
                        seen.path(),
                        signed,
                        seen.body().getBytes(StandardCharsets.UTF_8),
                        scope,
                        "wJalr/EXAMPLE"));
    }

    @Test
    void embeddings_ofManyTexts_areOneAnswer() {
        Map<String, Object> answer = backend(KEY, "")
                .answer(call(Operation.EMBED, "amazon.titan-embed-text-v2:0", Map.of("input", List.of("a", "b", "c"))));
        assertThat(((List<?>) answer.get("data"))
                        .stream()
                                .map(element -> ((Map<?, ?>) element).get("embedding"))
                                .toList())
                .isEqualTo(List.of(List.of(97), List.of(98), List.of(99)));
        assertThat(upstream.seen()).hasSize(3);
    }

    private Backend backend(Map<String, Object> options, String apiKey) {
        Provider provider = new Provider();
        provider.setDialect("bedrock");
        provider.setBaseUrl(upstream.url("answering"));
        provider.setApiKey(apiKey);
        provider.setOptions(options);
        return provider.open("bedrock", http).backend();
    }

    private static Map<String, Object> chat() {
        return Map.of("messages", List.of(Map.of("role", "user", "content", "Grüße")));
    }

    private static ProviderCall call(Operation operation, String model, Map<String, Object> request) {
        return new ProviderCall(
                operation,
                model,
                request,
                Timeouts.DEFAULT,
                Deadline.after(Duration.ofSeconds(20)),
                new Cancellation());
    }
}
