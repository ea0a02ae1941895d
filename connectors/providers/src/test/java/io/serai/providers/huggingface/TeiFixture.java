package io.serai.providers.huggingface;

import io.serai.api.call.Operation;
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

/** A server in TEI's wire format (huggingface.github.io/text-embeddings-inference), whose base path says how it behaves. */
public final class TeiFixture implements ProviderFixture {

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final HttpServer server;

    public TeiFixture() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request)));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public String dialect() {
        return "tei";
    }

    @Override
    public Operation operation() {
        return Operation.EMBED;
    }

    @Override
    public Map<String, Object> request() {
        return Map.of("input", "Hello");
    }

    @Override
    public Translator translator(Map<String, Object> options) {
        Provider provider = new Provider();
        provider.setDialect(dialect());
        provider.setBaseUrl("http://127.0.0.1:1");
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

    private static void answer(HttpServerRequest request) {
        String behaviour = request.path().split("/")[1];
        if (behaviour.startsWith("refusing-")) {
            request.response()
                    .setStatusCode(Integer.parseInt(behaviour.substring("refusing-".length())))
                    .putHeader("retry-after", "7")
                    .putHeader("content-type", "application/json")
                    .end("{\"error\":\"no\",\"error_type\":\"Validation\"}");
        } else if (behaviour.equals("cutting")) {
            request.response()
                    .putHeader("content-length", "500")
                    .write("[[0.1,")
                    .onComplete(sent -> request.connection().close());
        } else if (!behaviour.equals("silent")) {
            request.response()
                    .putHeader("content-type", "application/json")
                    .putHeader("x-compute-tokens", "3")
                    .end("[[0.1,0.2]]");
        }
    }

    @Override
    public void close() {
        http.close();
        vertx.close();
    }
}
