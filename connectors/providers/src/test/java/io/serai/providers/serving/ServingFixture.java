package io.serai.providers.serving;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A model server whose base path says how it behaves. */
public abstract class ServingFixture implements ProviderFixture {

    private final String dialect;
    private final String answer;
    private final String refusal;
    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final HttpServer server;

    /**
     * @param answer to a prediction
     * @param refusal of one
     */
    protected ServingFixture(String dialect, String answer, String refusal) throws Exception {
        this.dialect = dialect;
        this.answer = answer;
        this.refusal = refusal;
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request)));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public String dialect() {
        return dialect;
    }

    @Override
    public Operation operation() {
        return Operation.PREDICT;
    }

    @Override
    public Map<String, Object> request() {
        return Map.of(
                "inputs", List.of(Map.of("name", "x", "shape", List.of(2), "datatype", "FP32", "data", List.of(1, 2))));
    }

    /** Options of the provider that the contract speaks with. */
    protected Map<String, Object> options() {
        return Map.of();
    }

    @Override
    public Translator translator(Map<String, Object> options) {
        Provider provider = provider("golden");
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
        Provider provider = provider(behaviour);
        provider.setOptions(options());
        return provider.open("contract", http).backend();
    }

    private Provider provider(String path) {
        Provider provider = new Provider();
        provider.setDialect(dialect);
        provider.setApiKey("sk-test");
        provider.setBaseUrl("http://127.0.0.1:" + server.actualPort() + "/" + path);
        return provider;
    }

    private void answer(HttpServerRequest request) {
        String behaviour = request.path().split("/")[1];
        if (behaviour.startsWith("refusing-")) {
            request.response()
                    .setStatusCode(Integer.parseInt(behaviour.substring("refusing-".length())))
                    .putHeader("retry-after", "7")
                    .putHeader("content-type", "application/json")
                    .end(refusal);
        } else if (behaviour.equals("cutting")) {
            request.response()
                    .putHeader("content-length", "500")
                    .write(answer.substring(0, 8))
                    .onComplete(sent -> request.connection().close());
        } else if (!behaviour.equals("silent")) {
            request.response().putHeader("content-type", "application/json").end(answer);
        }
    }

    @Override
    public final void close() {
        http.close();
        vertx.close();
    }
}
