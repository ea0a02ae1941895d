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

/** A server in Gemini's wire format (ai.google.dev/api/generate-content), whose base path says how it behaves. */
public final class GeminiFixture implements ProviderFixture {

    private static final String USAGE =
            "\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":2,\"totalTokenCount\":5}";

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final HttpServer server;

    public GeminiFixture() throws Exception {
        server = vertx.createHttpServer().requestHandler(request -> request.body()
                .onSuccess(body -> answer(request, request.path().endsWith(":streamGenerateContent"))));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public String dialect() {
        return "gemini";
    }

    @Override
    public Translator translator(Map<String, Object> options) {
        Provider provider = new Provider();
        provider.setDialect(dialect());
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
                    .end("{\"error\":{\"code\":400,\"message\":\"no\",\"status\":\"X\"}}");
        } else if (behaviour.equals("silent")) {
            return;
        } else if (stream) {
            stream(request, behaviour.equals("cutting"));
        } else if (behaviour.equals("cutting")) {
            request.response()
                    .putHeader("content-length", "500")
                    .write("{\"candidates\":")
                    .onComplete(sent -> request.connection().close());
        } else {
            request.response()
                    .putHeader("content-type", "application/json")
                    .end("{" + candidate("Hello", ",\"finishReason\":\"STOP\"") + "," + USAGE + "}");
        }
    }

    private static void stream(HttpServerRequest request, boolean cut) {
        request.response().setChunked(true).putHeader("content-type", "text/event-stream");
        request.response().write(event(candidate("Hel", "")));
        if (cut) {
            request.connection().close();
        } else {
            request.response().end(event(candidate("lo", ",\"finishReason\":\"STOP\"") + "," + USAGE));
        }
    }

    private static String candidate(String text, String further) {
        return "\"responseId\":\"r1\",\"modelVersion\":\"m\",\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\""
                + text + "\"}]},\"index\":0" + further + "}]";
    }

    private static String event(String members) {
        return "data: {" + members + "}\r\n\r\n";
    }

    @Override
    public void close() {
        http.close();
        vertx.close();
    }
}
