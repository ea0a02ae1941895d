package io.serai.providers.contract;

import io.serai.providers.Provider;
import io.serai.providers.http.Translator;
import io.serai.providers.http.TranslatorOf;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in Anthropic's wire format (platform.claude.com/docs/en/api/messages), whose base path says how it behaves. */
public final class AnthropicFixture implements ProviderFixture {

    private static final String MESSAGE =
            "\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",";
    private static final String START = event(
            "message_start",
            "\"message\":{" + MESSAGE
                    + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}");
    private static final String BLOCK =
            event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
    private static final String END = event("content_block_stop", "\"index\":0")
            + event(
                    "message_delta",
                    "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":2}")
            + event("message_stop", "\"more\":0");

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final HttpServer server;

    public AnthropicFixture() throws Exception {
        server = vertx.createHttpServer().requestHandler(request -> request.body()
                .onSuccess(body -> answer(request, body.toString().contains("\"stream\":true"))));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public String dialect() {
        return "anthropic";
    }

    @Override
    public Translator translator(Map<String, Object> options) {
        Provider provider = new Provider();
        provider.setDialect(dialect());
        provider.setBaseUrl("http://127.0.0.1:1");
        provider.setApiKey("sk-test");
        provider.setOptions(options);
        return TranslatorOf.backend(provider.open("golden", http).backend());
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
        provider.setBaseUrl("http://127.0.0.1:" + server.actualPort() + "/" + behaviour);
        provider.setApiKey("sk-contract");
        return provider.open("contract", http).backend();
    }

    private static void answer(HttpServerRequest request, boolean stream) {
        String behaviour = request.path().split("/")[1];
        if (behaviour.startsWith("refusing-")) {
            request.response()
                    .setStatusCode(Integer.parseInt(behaviour.substring("refusing-".length())))
                    .putHeader("retry-after", "7")
                    .putHeader("content-type", "application/json")
                    .end("{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"no\"},\"request_id\":\"req_1\"}");
        } else if (behaviour.equals("silent")) {
            return;
        } else if (stream) {
            stream(request, behaviour.equals("cutting"));
        } else if (behaviour.equals("cutting")) {
            request.response()
                    .putHeader("content-length", "500")
                    .write("{\"id\":")
                    .onComplete(sent -> request.connection().close());
        } else {
            request.response()
                    .putHeader("content-type", "application/json")
                    .end("{" + MESSAGE
                            + "\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                            + "\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}");
        }
    }

    private static void stream(HttpServerRequest request, boolean cut) {
        request.response().setChunked(true).putHeader("content-type", "text/event-stream");
        request.response().write(START + BLOCK + event("ping", "\"more\":0") + text("Hel") + text("lo"));
        if (cut) {
            request.connection().close();
        } else {
            request.response().end(END);
        }
    }

    private static String text(String text) {
        return event(
                "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
    }

    @Override
    public void close() {
        http.close();
        vertx.close();
    }
}
