package io.serai.providers.responses;

import io.serai.providers.Provider;
import io.serai.providers.contract.ProviderFixture;
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

/**
 * A server in Responses' wire format (platform.openai.com/docs/api-reference/responses-streaming), whose base path says how it behaves.
 */
public final class ResponsesFixture implements ProviderFixture {

    private static final String HEAD =
            "\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1741487325,\"model\":\"m\",";
    private static final String MESSAGE =
            "{\"type\":\"message\",\"id\":\"msg_1\",\"status\":\"completed\",\"role\":\"assistant\",\"content\":"
                    + "[{\"type\":\"output_text\",\"text\":\"Hello\",\"annotations\":[]}]}";
    private static final String RESPONSE = "{" + HEAD + "\"status\":\"completed\",\"error\":null,\"output\":[" + MESSAGE
            + "],\"usage\":{\"input_tokens\":3,\"output_tokens\":2,\"total_tokens\":5}}";

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final HttpServer server;

    public ResponsesFixture() throws Exception {
        server = vertx.createHttpServer().requestHandler(request -> request.body()
                .onSuccess(body -> answer(request, body.toString().contains("\"stream\":true"))));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public String dialect() {
        return "openai-responses";
    }

    @Override
    public Translator translator(Map<String, Object> options) {
        Provider provider = provider("http://127.0.0.1:1/v1");
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
        return provider("http://127.0.0.1:" + server.actualPort() + "/" + behaviour)
                .open("contract", http)
                .backend();
    }

    private Provider provider(String baseUrl) {
        Provider provider = new Provider();
        provider.setDialect(dialect());
        provider.setBaseUrl(baseUrl);
        provider.setApiKey("sk-test");
        return provider;
    }

    private static void answer(HttpServerRequest request, boolean stream) {
        String behaviour = request.path().split("/")[1];
        if (behaviour.startsWith("refusing-")) {
            request.response()
                    .setStatusCode(Integer.parseInt(behaviour.substring("refusing-".length())))
                    .putHeader("retry-after", "7")
                    .putHeader("content-type", "application/json")
                    .end("{\"error\":{\"message\":\"no\",\"type\":\"x\",\"param\":null,\"code\":null}}");
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
            request.response().putHeader("content-type", "application/json").end(RESPONSE);
        }
    }

    private static void stream(HttpServerRequest request, boolean cut) {
        request.response().setChunked(true).putHeader("content-type", "text/event-stream");
        request.response()
                .write(event("response.created", "\"response\":{" + HEAD + "\"status\":\"in_progress\",\"output\":[]}")
                        + event(
                                "response.output_item.added",
                                "\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"content\":[]}")
                        + text("Hel")
                        + text("lo"));
        if (cut) {
            request.connection().close();
        } else {
            request.response()
                    .end(event("response.output_item.done", "\"output_index\":0,\"item\":" + MESSAGE)
                            + event("response.completed", "\"response\":" + RESPONSE));
        }
    }

    private static String text(String text) {
        return event(
                "response.output_text.delta",
                "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"" + text + "\"");
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":0," + members + "}\n\n";
    }

    @Override
    public void close() {
        http.close();
        vertx.close();
    }
}
