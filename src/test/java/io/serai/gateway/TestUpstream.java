package io.serai.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * An upstream in OpenAI's wire format (platform.openai.com/docs/api-reference/chat/create and /chat-streaming), whose behaviour a test
 * decides. Runs on one event loop of its own.
 */
public final class TestUpstream implements AutoCloseable {

    public static final String ANSWER =
            """
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
            {"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""";

    private static final String DONE = "data: [DONE]\n\n";

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            // Unpacks nothing, so that a killed run leaves nothing behind.
            .setFileSystemOptions(
                    new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    private final HttpServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<HttpVersion> versions = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger aborted = new AtomicInteger();

    private TestUpstream(BiConsumer<HttpServerRequest, Buffer> behaviour) throws Exception {
        this(new HttpServerOptions(), behaviour);
    }

    private TestUpstream(HttpServerOptions options, BiConsumer<HttpServerRequest, Buffer> behaviour) throws Exception {
        server = vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0).setAcceptBacklog(8192));
        server.requestHandler(request -> request.body().onSuccess(body -> {
            calls.incrementAndGet();
            bodies.add(body.toString());
            versions.add(request.version());
            request.response().exceptionHandler(gone -> {});
            request.response().closeHandler(gone -> {
                if (!request.response().ended()) {
                    aborted.incrementAndGet();
                }
            });
            behaviour.accept(request, body);
        }));
        server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    public static TestUpstream behaving(BiConsumer<HttpServerRequest, Buffer> behaviour) throws Exception {
        return new TestUpstream(behaviour);
    }

    /** Answers at once. */
    public static TestUpstream answering() throws Exception {
        return new TestUpstream((request, body) -> json(request, ANSWER));
    }

    /** Answers at once, by HTTPS alone, HTTP/2 included. */
    public static TestUpstream answeringSecurely(Path certificate, Path key) throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(certificate.toString())
                        .addKeyPath(key.toString()));
        return new TestUpstream(options, (request, body) -> json(request, ANSWER));
    }

    /** Answers nobody before so many are waiting, then all: what gets through shows how many calls can be in the air at once. */
    public static TestUpstream waitingFor(int together) throws Exception {
        Queue<HttpServerRequest> waiting = new ArrayDeque<>();
        return new TestUpstream((request, body) -> {
            waiting.add(request);
            if (waiting.size() >= together) {
                waiting.forEach(each -> json(each, ANSWER));
                waiting.clear();
            }
        });
    }

    public static void json(HttpServerRequest request, String answer) {
        request.response().putHeader("content-type", "application/json").end(answer);
    }

    /** Begins a stream. */
    public static HttpServerResponse stream(HttpServerRequest request) {
        return request.response().setChunked(true).putHeader("content-type", "text/event-stream");
    }

    /** A frame with a piece of content. */
    public static String content(String text) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                + "{\"content\":\"" + text + "\"},\"finish_reason\":null}]}\n\n";
    }

    /** The frames that end a stream well. */
    public static String finish() {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},"
                + "\"finish_reason\":\"stop\"}]}\n\n"
                + "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":"
                + "{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\n"
                + DONE;
    }

    public Vertx vertx() {
        return vertx;
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1";
    }

    public int port() {
        return server.actualPort();
    }

    public List<String> bodies() {
        return bodies;
    }

    /** In which version of HTTP each call came. */
    public List<HttpVersion> versions() {
        return versions;
    }

    public int calls() {
        return calls.get();
    }

    /** Calls whose client went before their answer had ended. */
    public int aborted() {
        return aborted.get();
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
