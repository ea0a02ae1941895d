package io.serai.providers.contract;

import io.serai.providers.Provider;
import io.serai.providers.http.Translator;
import io.serai.providers.http.TranslatorOf;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server whose base path says how it behaves, and a provider that calls it. What it says is the dialect's. */
public abstract class MockServerFixture implements ProviderFixture {

    private static final String REFUSING = "refusing-";

    /** Nobody listens there: translators do not call. */
    private static final String NOWHERE = "http://127.0.0.1:1";

    /**
     * What a server says in a dialect's wire format.
     *
     * @param refusal body of an error
     * @param answer to a request that does not ask for a stream
     * @param streamType content type of a stream
     * @param beginning of a stream, after which it may be cut
     * @param end of a stream
     */
    public record Wire(String refusal, String answer, String streamType, String beginning, String end) {

        public static Wire events(String refusal, String answer, String beginning, String end) {
            return new Wire(refusal, answer, "text/event-stream", beginning, end);
        }

        public static Wire unstreamed(String refusal, String answer) {
            return new Wire(refusal, answer, "", "", "");
        }
    }

    private final String dialect;
    private final Wire wire;
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final HttpServer server;

    protected MockServerFixture(String dialect, Wire wire) throws Exception {
        this.dialect = dialect;
        this.wire = wire;
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public final String dialect() {
        return dialect;
    }

    /** The base path of golden requests; empty where the provider's own address is meant. */
    protected Optional<String> goldenPath() {
        return Optional.of("");
    }

    /** Options of the provider that the contract speaks with. */
    protected Map<String, Object> options() {
        return Map.of();
    }

    /** Headers of an answer, beside its content type. */
    protected Map<String, String> headers() {
        return Map.of();
    }

    protected boolean asksForStream(HttpServerRequest request, Buffer body) {
        return body.toString().contains("\"stream\":true");
    }

    @Override
    public Translator translator(Map<String, Object> options) {
        Provider provider = provider(options);
        goldenPath().ifPresent(path -> provider.setBaseUrl(NOWHERE + path));
        return TranslatorOf.backend(provider.open("golden", http).backend());
    }

    @Override
    public final Backend answering() {
        return backend("answering");
    }

    @Override
    public final Backend refusing(int status) {
        return backend(REFUSING + status);
    }

    @Override
    public final Backend silent() {
        return backend("silent");
    }

    @Override
    public final Backend cutting() {
        return backend("cutting");
    }

    private Backend backend(String behaviour) {
        Provider provider = provider(options());
        provider.setBaseUrl("http://127.0.0.1:" + server.actualPort() + "/" + behaviour);
        return provider.open("contract", http).backend();
    }

    private Provider provider(Map<String, Object> options) {
        Provider provider = new Provider();
        provider.setDialect(dialect);
        provider.setApiKey("sk-test");
        provider.setOptions(options);
        return provider;
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String behaviour = request.path().split("/")[1];
        HttpServerResponse response = request.response();
        boolean cut = behaviour.equals("cutting");
        if (behaviour.startsWith(REFUSING)) {
            response.setStatusCode(Integer.parseInt(behaviour.substring(REFUSING.length())))
                    .putHeader("retry-after", "7")
                    .putHeader("content-type", "application/json")
                    .end(wire.refusal());
        } else if (behaviour.equals("silent")) {
            return;
        } else if (asksForStream(request, body)) {
            response.setChunked(true).putHeader("content-type", wire.streamType());
            response.write(wire.beginning());
            if (cut) {
                request.connection().close();
            } else {
                response.end(wire.end());
            }
        } else if (cut) {
            response.putHeader("content-length", "500")
                    .write(wire.answer().substring(0, 6))
                    .onComplete(sent -> request.connection().close());
        } else {
            response.headers().addAll(headers());
            response.putHeader("content-type", "application/json").end(wire.answer());
        }
    }

    @Override
    public final void close() {
        http.close();
        vertx.close();
    }
}
