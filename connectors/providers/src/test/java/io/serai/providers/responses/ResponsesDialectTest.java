package io.serai.providers.responses;

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
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResponsesDialectTest {

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final Provider provider = new Provider();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    {
        provider.setDialect("openai-responses");
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
    void open_withKey_isReady() {
        provider.setApiKey("sk-1");
        assertThat(backend().status()).isEqualTo(ModelCard.Status.READY);
    }

    @Test
    void open_keyWithALineBreak_isRefusedWithoutRepeatingIt() {
        provider.setApiKey("sk-1\nx");
        assertThatThrownBy(this::backend).hasMessageContaining("apiKey").hasMessageNotContaining("sk-1");
    }

    @Test
    void call_bringsTheKey() throws Exception {
        provider.setApiKey("sk-1");
        assertThat(sent("/v1")).isEqualTo("/v1/responses Bearer sk-1 null");
    }

    /** https://learn.microsoft.com/en-us/azure/ai-foundry/openai/how-to/responses */
    @Test
    void call_toAzure_bringsItsHeaderAndVersion() throws Exception {
        provider.setHeaders(Map.of("Api-Key", "k-1"));
        assertThat(sent("/openai/v1?api-version=preview"))
                .isEqualTo("/openai/v1/responses?api-version=preview null k-1");
    }

    private Backend backend() {
        return provider.open("test", http).backend();
    }

    /** What a server sees of a call. */
    private String sent(String base) throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            seen.add(request.uri() + " " + request.getHeader("authorization") + " " + request.getHeader("api-key"));
            request.response()
                    .putHeader("content-type", "application/json")
                    .end("{\"id\":\"r\",\"status\":\"completed\",\"output\":[]}");
        });
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        provider.setBaseUrl("http://127.0.0.1:" + server.actualPort() + base);
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
}
