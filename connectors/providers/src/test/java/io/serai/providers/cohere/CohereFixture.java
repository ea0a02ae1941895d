package io.serai.providers.cohere;

import io.serai.providers.Provider;
import io.serai.providers.contract.ProviderFixture;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in Cohere's wire format (docs.cohere.com/reference/chat), whose base path says how it behaves. */
public final class CohereFixture implements ProviderFixture {

    private static final String USAGE = "\"usage\":{\"billed_units\":{\"input_tokens\":3,\"output_tokens\":2},"
            + "\"tokens\":{\"input_tokens\":68,\"output_tokens\":2}}";
    private static final String START = event(
            "message-start",
            "\"id\":\"c1\",\"delta\":{\"message\":{\"role\":\"assistant\",\"content\":[],\"tool_plan\":\"\","
                    + "\"tool_calls\":[],\"citations\":[]}}");
    private static final String BLOCK = event(
            "content-start", "\"index\":0,\"delta\":{\"message\":{\"content\":{\"type\":\"text\",\"text\":\"\"}}}");
    private static final String END = event("content-end", "\"index\":0")
            + event("message-end", "\"delta\":{\"finish_reason\":\"COMPLETE\"," + USAGE + "}");

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final HttpServer server;

    public CohereFixture() throws Exception {
        server = vertx.createHttpServer().requestHandler(request -> request.body()
                .onSuccess(body -> answer(request, body.toString().contains("\"stream\":true"))));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public String dialect() {
        return "cohere";
    }

    @Override
    public Translator translator(Map<String, Object> options) {
        return new CohereTranslator(new CohereErrors(new ProviderErrors("golden", List.of("sk-test"))));
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
                    .end("{\"id\":\"e1\",\"message\":\"no\"}");
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
                    .end("{\"id\":\"c1\",\"finish_reason\":\"COMPLETE\",\"message\":{\"role\":\"assistant\","
                            + "\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}," + USAGE + "}");
        }
    }

    private static void stream(HttpServerRequest request, boolean cut) {
        request.response().setChunked(true).putHeader("content-type", "text/event-stream");
        request.response().write(START + BLOCK + text("Hel") + text("lo"));
        if (cut) {
            request.connection().close();
        } else {
            request.response().end(END);
        }
    }

    private static String text(String text) {
        return event("content-delta", "\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"" + text + "\"}}}");
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
