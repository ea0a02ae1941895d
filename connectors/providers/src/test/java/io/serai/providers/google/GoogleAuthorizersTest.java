package io.serai.providers.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.providers.http.Authorizer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GoogleAuthorizersTest {

    private static final Authorizer.Unauthorized REQUEST = new Authorizer.Unauthorized(
            "POST", URI.create("https://aiplatform.googleapis.com/v1/x"), Map.of(), new byte[0]);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void token_isSentAsItIs() {
        assertThat(GoogleAuthorizers.token("t").headers(REQUEST)).isEqualTo(Map.of("authorization", "Bearer t"));
    }

    @Test
    void serviceAccount_exchangesItsKeyForATokenOnce() throws Exception {
        Authorizer authorizer = GoogleAuthorizers.credentials(Optional.of(serviceAccount()));
        assertThat(asked).hasValue(0);
        assertThat(authorizer.headers(REQUEST)).containsEntry("authorization", "Bearer ya29.1");
        assertThat(authorizer.headers(REQUEST)).containsEntry("authorization", "Bearer ya29.1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void serviceAccount_thatIsRefused_isAuthFailure_withoutSecrets() throws Exception {
        status = 401;
        Authorizer authorizer = GoogleAuthorizers.credentials(Optional.of(serviceAccount()));
        SeraiException failure = catchThrowableOfType(SeraiException.class, () -> authorizer.headers(REQUEST));
        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_AUTH);
        assertThat(failure).hasMessage("Google gave the gateway no access token");
    }

    @Test
    void file_thatIsNotThere_isNamed() {
        assertThatThrownBy(() -> GoogleAuthorizers.credentials(Optional.of(folder.resolve("none.json"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.json");
    }

    @Test
    void file_thatHoldsNoCredentials_isAuthFailure() throws Exception {
        Path file = Files.writeString(folder.resolve("c.json"), "secret words");
        Authorizer authorizer = GoogleAuthorizers.credentials(Optional.of(file));
        SeraiException failure = catchThrowableOfType(SeraiException.class, () -> authorizer.headers(REQUEST));
        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_AUTH);
        assertThat(failure).hasNoCause().message().doesNotContain("secret words");
    }

    private Path serviceAccount() throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            asked.incrementAndGet();
            request.response()
                    .setStatusCode(status)
                    .putHeader("content-type", "application/json")
                    .end(
                            status == 200
                                    ? "{\"access_token\":\"ya29.1\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
                                    : "{\"error\":\"invalid_grant\"}");
        });
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
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
        account.put("token_uri", "http://127.0.0.1:" + server.actualPort() + "/token");
        return Files.write(folder.resolve("account.json"), Json.write(account));
    }
}
