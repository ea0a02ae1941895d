package io.serai.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.error.CallerException;
import io.serai.api.json.Json;
import io.serai.providers.Provider;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Claude on Google Cloud: platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai. */
@Timeout(60)
class VertexTest {

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Provider provider = new Provider();
    private @Nullable Backend backend;
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws Exception {
        server = vertx.createHttpServer().requestHandler(this::answer);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        provider.setDialect("anthropic");
        provider.setBaseUrl(address() + "/v1/projects/p/locations/us-east5");
    }

    @AfterEach
    void close() {
        http.close();
        vertx.close();
    }

    @Test
    void call_withoutKey_bringsATokenForTheCredentials() throws Exception {
        provider.setOptions(
                Map.of("flavor", "vertex", "credentials", serviceAccount().toString()));
        call("claude-opus-4-5@20251101");
        call("claude-opus-4-5@20251101");
        String model =
                "/v1/projects/p/locations/us-east5/publishers/anthropic/models/claude-opus-4-5@20251101:rawPredict";
        assertThat(asked).containsExactly("/token null", model + " Bearer ya29.1", model + " Bearer ya29.1");
    }

    @Test
    void call_withKey_bringsThat() {
        provider.setOptions(Map.of("flavor", "vertex"));
        provider.setApiKey("t-1");
        call("claude");
        assertThat(asked)
                .containsExactly(
                        "/v1/projects/p/locations/us-east5/publishers/anthropic/models/claude:rawPredict Bearer t-1");
    }

    @Test
    void call_ofAModelThatIsAPath_isRefused() {
        provider.setOptions(Map.of("flavor", "vertex"));
        provider.setApiKey("t-1");
        assertThatThrownBy(() -> call("../../google/models/x")).isInstanceOf(CallerException.class);
        assertThat(asked).isEmpty();
    }

    private void call(String model) {
        if (backend == null) {
            backend = provider.open("vertex", http).backend();
        }
        backend.answer(new ProviderCall(
                Operation.CHAT,
                model,
                ChatRequest.ofText("Hi").map(),
                Timeouts.DEFAULT,
                Deadline.after(Duration.ofSeconds(30)),
                new Cancellation()));
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.path() + " " + request.getHeader("authorization"));
        request.response()
                .putHeader("content-type", "application/json")
                .end(
                        request.path().equals("/token")
                                ? "{\"access_token\":\"ya29.1\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
                                : "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],"
                                        + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}");
    }

    private String address() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private Path serviceAccount() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String key = Base64.getMimeEncoder()
                .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("type", "service_account");
        account.put("project_id", "p");
        account.put("private_key_id", "1");
        account.put("private_key", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
        account.put("client_email", "a@p.iam.gserviceaccount.com");
        account.put("client_id", "2");
        account.put("token_uri", address() + "/token");
        return Files.write(folder.resolve("account.json"), Json.write(account));
    }
}
