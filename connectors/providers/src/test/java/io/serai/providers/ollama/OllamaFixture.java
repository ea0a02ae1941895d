package io.serai.providers.ollama;

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

/** A server in Ollama's wire format (docs.ollama.com/api/chat), whose base path says how it behaves. */
public final class OllamaFixture implements ProviderFixture {

    private static final String HEAD = "{\"model\":\"m\",\"created_at\":\"2025-10-26T17:21:21.196249Z\",\"message\":";
    private static final String END =
            ",\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":3,\"eval_count\":2}\n";

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final HttpServer server;

    public OllamaFixture() throws Exception {
        server = vertx.createHttpServer().requestHandler(request -> request.body()
                .onSuccess(body -> answer(request, body.toString().contains("\"stream\":true"))));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public String dialect() {
        return "ollama";
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
        return provider.open("contract", http).backend();
    }

    private static void answer(HttpServerRequest request, boolean stream) {
        String behaviour = request.path().split("/")[1];
        if (behaviour.startsWith("refusing-")) {
            request.response()
                    .setStatusCode(Integer.parseInt(behaviour.substring("refusing-".length())))
                    .putHeader("retry-after", "7")
                    .putHeader("content-type", "application/json")
                    .end("{\"error\":\"no\"}");
        } else if (behaviour.equals("silent")) {
            return;
        } else if (stream) {
            stream(request, behaviour.equals("cutting"));
        } else if (behaviour.equals("cutting")) {
            request.response()
                    .putHeader("content-length", "500")
                    .write("{\"model\":")
                    .onComplete(sent -> request.connection().close());
        } else {
            request.response()
                    .putHeader("content-type", "application/json; charset=utf-8")
                    .end(HEAD + said("Hello") + END);
        }
    }

    private static void stream(HttpServerRequest request, boolean cut) {
        request.response().setChunked(true).putHeader("content-type", "application/x-ndjson");
        request.response().write(line("Hel") + line("lo"));
        if (cut) {
            request.connection().close();
        } else {
            request.response().end(HEAD + said("") + END);
        }
    }

    private static String line(String text) {
        return HEAD + said(text) + ",\"done\":false}\n";
    }

    private static String said(String text) {
        return "{\"role\":\"assistant\",\"content\":\"" + text + "\"}";
    }

    @Override
    public void close() {
        http.close();
        vertx.close();
    }
}
