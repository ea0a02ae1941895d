package io.serai.gateway.matrix;

import io.serai.gateway.matrix.Upstream.Request;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A provider's server, which hears what comes and says what it was told to. */
final class UpstreamServer implements AutoCloseable {

    private final Upstream dialect;
    private final HttpServer server;
    private final List<JsonObject> heard = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = new Behaviour.Says(Said.text(""));

    private sealed interface Behaviour {
        record Says(Said said) implements Behaviour {}

        record Refuses(int status) implements Behaviour {}

        record Breaks(String text) implements Behaviour {}

        record Stops(String text) implements Behaviour {}
    }

    UpstreamServer(Vertx vertx, Upstream dialect) throws Exception {
        this.dialect = dialect;
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body.toJsonObject())));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    String address() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** From now on says this. */
    void says(Said said) {
        heard.clear();
        behaviour = new Behaviour.Says(said);
    }

    /** From now on refuses with this status, {@code Retry-After: 7} included. */
    void refuses(int status) {
        heard.clear();
        behaviour = new Behaviour.Refuses(status);
    }

    /** From now on says this, in a stream, and then fails. */
    void breaksAfter(String text) {
        heard.clear();
        behaviour = new Behaviour.Breaks(text);
    }

    /** From now on says this, in a stream, and then no more, as if that were its end. */
    void stopsAfter(String text) {
        heard.clear();
        behaviour = new Behaviour.Stops(text);
    }

    /** The last request. */
    JsonObject heard() {
        return heard.get(heard.size() - 1);
    }

    int calls() {
        return heard.size();
    }

    private void answer(HttpServerRequest http, JsonObject body) {
        heard.add(body);
        HttpServerResponse response = http.response();
        if (!dialect.serves(http.path())) {
            response.setStatusCode(404).end();
            return;
        }
        switch (behaviour) {
            case Behaviour.Says says -> {
                Said said = says.said();
                Said told = said.calls().isEmpty()
                        ? dialect.forced(body).map(said::asCall).orElse(said)
                        : said;
                if (dialect.streams(new Request(http.path(), body))) {
                    stream(response, dialect.stream(told));
                } else {
                    json(response, dialect.whole(told));
                }
            }
            case Behaviour.Refuses refuses -> {
                int status = refuses.status();
                dialect.refusalType(status).ifPresent(type -> response.putHeader("x-amzn-errortype", type));
                json(response.setStatusCode(status).putHeader("retry-after", "7"), dialect.refusal(status));
            }
            case Behaviour.Breaks breaks -> stream(response, dialect.broken(breaks.text()));
            case Behaviour.Stops stops -> {
                List<Buffer> broken = dialect.broken(stops.text());
                stream(response, broken.subList(0, broken.size() - 1));
            }
        }
    }

    private static void json(HttpServerResponse response, JsonObject body) {
        response.putHeader("content-type", "application/json").end(body.encode());
    }

    private void stream(HttpServerResponse response, List<Buffer> frames) {
        response.setChunked(true).putHeader("content-type", dialect.streamType());
        frames.forEach(response::write);
        response.end();
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
