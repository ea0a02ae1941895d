package io.serai.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.model.ModelCard;
import io.serai.providers.Provider;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.ProviderSettings;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GeminiDialectTest {

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final Provider provider = new Provider();
    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

    {
        provider.setDialect("gemini");
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
    void open_vertexWithoutProjectAndKey_isNotConfigured() {
        provider.setOptions(Map.of("platform", "vertex", "project", " "));
        assertThat(backend().status()).isEqualTo(ModelCard.Status.NOT_CONFIGURED);
    }

    @Test
    void open_vertexWithDefaultCredentials_isReady_withoutLookingForThem() {
        provider.setOptions(Map.of("project", "p"));
        assertThat(backend().status()).isEqualTo(ModelCard.Status.READY);
    }

    @Test
    void open_unknownPlatform_isRefused() {
        provider.setOptions(Map.of("platform", "moon"));
        assertThatThrownBy(this::backend).hasMessageContaining("platform").hasMessageContaining("moon");
    }

    @Test
    void open_credentialsThatAreNotThere_isRefused() {
        provider.setOptions(Map.of("project", "p", "credentials", "/does/not/exist.json"));
        assertThatThrownBy(this::backend).hasMessageContaining("/does/not/exist.json");
    }

    @Test
    void key_isAHeader_neverInTheAddress() throws Exception {
        provider.setApiKey("k-1");
        assertThat(sent()).isEqualTo("/base/v1beta/models/m:generateContent key=k-1 auth=null");
    }

    @Test
    void key_besideAProject_isAnAccessToken() throws Exception {
        provider.setApiKey("t-1");
        provider.setOptions(Map.of("project", "p", "location", "us-east5"));
        assertThat(sent())
                .isEqualTo(
                        "/base/v1/projects/p/locations/us-east5/publishers/google/models/m:generateContent key=null auth=Bearer t-1");
    }

    @Test
    void key_ofVertexWithoutAProject_isOfExpressMode() throws Exception {
        provider.setApiKey("k-1");
        provider.setOptions(Map.of("platform", "vertex", "apiVersion", "v1beta1"));
        assertThat(sent()).isEqualTo("/base/v1beta1/publishers/google/models/m:generateContent key=k-1 auth=null");
    }

    @Test
    void authLibrary_isNeededOnlyForGooglesCredentials() throws Exception {
        Dialect dialect = (Dialect) new WithoutAuthLibrary()
                .loadClass(GeminiDialect.class.getName())
                .getConstructor()
                .newInstance();
        assertThat(dialect.open(settings(Optional.of("k"), Map.of()), http).status())
                .isEqualTo(ModelCard.Status.READY);
        assertThat(dialect.open(settings(Optional.of("t"), Map.of("project", "p")), http)
                        .status())
                .isEqualTo(ModelCard.Status.READY);
        assertThatThrownBy(() -> dialect.open(settings(Optional.empty(), Map.of("project", "p")), http))
                .hasMessageContaining("google-auth-library-oauth2-http");
    }

    private static ProviderSettings settings(Optional<String> key, Map<String, Object> options) {
        return new ProviderSettings("p", Optional.<URI>empty(), key, Map.of(), options, Timeouts.DEFAULT);
    }

    private Backend backend() {
        return provider.open("test", http).backend();
    }

    /** What a server sees of a call. */
    private String sent() throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            seen.add(request.uri() + " key=" + request.getHeader("x-goog-api-key") + " auth="
                    + request.getHeader("authorization"));
            request.response()
                    .putHeader("content-type", "application/json")
                    .end("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\"}]}");
        });
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        provider.setBaseUrl("http://127.0.0.1:" + server.actualPort() + "/base/");
        backend()
                .answer(new ProviderCall(
                        Operation.CHAT,
                        "m",
                        ChatRequest.ofText("Hi").map(),
                        Timeouts.DEFAULT,
                        Deadline.after(Duration.ofSeconds(30)),
                        new Cancellation()));
        return seen.poll(10, TimeUnit.SECONDS);
    }

    /** Loads the dialect anew, as if Google's auth library were not there. */
    private static final class WithoutAuthLibrary extends ClassLoader {

        WithoutAuthLibrary() {
            super(GeminiDialectTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.google.auth.")) {
                throw new ClassNotFoundException(name);
            }
            boolean own =
                    name.startsWith("io.serai.providers.gemini.") || name.startsWith("io.serai.providers.google.");
            Class<?> known = findLoadedClass(name);
            return own && known == null ? define(name) : known == null ? super.loadClass(name, resolve) : known;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
