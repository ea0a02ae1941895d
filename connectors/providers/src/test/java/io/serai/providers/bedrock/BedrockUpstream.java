package io.serai.providers.bedrock;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Bedrock's runtime, as its API reference describes Converse, ConverseStream, CountTokens and InvokeModel. The first step of a path says how it
 * behaves.
 */
final class BedrockUpstream implements AutoCloseable {

    static final String ANSWER =
            """
            {"output":{"message":{"role":"assistant","content":[{"text":"Hello"}]}},"stopReason":"end_turn",\
            "usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5},"metrics":{"latencyMs":12}}""";

    private static final Map<Integer, String> EXCEPTIONS = Map.of(
            400, "ValidationException",
            403, "AccessDeniedException",
            404, "ResourceNotFoundException",
            408, "ModelTimeoutException",
            429, "ThrottlingException",
            500, "InternalServerException",
            503, "ServiceUnavailableException");

    /** What came: path, headers, body. */
    record Seen(String path, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<byte[]> frames;

    BedrockUpstream(Vertx vertx) throws Exception {
        this(vertx, hello());
    }

    /** @param frames of each stream */
    BedrockUpstream(Vertx vertx, List<byte[]> frames) throws Exception {
        this.frames = frames;
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    seen.add(new Seen(request.path(), headers(request), body.toString()));
                    answer(request, body.toString());
                }));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    static List<byte[]> hello() {
        return List.of(
                EventStreamFrames.event("messageStart", "{\"p\":\"abc\",\"role\":\"assistant\"}"),
                EventStreamFrames.event(
                        "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hel\"},\"p\":\"abcdef\"}"),
                EventStreamFrames.event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"lo\"}}"),
                EventStreamFrames.event("contentBlockStop", "{\"contentBlockIndex\":0}"),
                EventStreamFrames.event("messageStop", "{\"stopReason\":\"end_turn\"}"),
                EventStreamFrames.event(
                        "metadata",
                        "{\"metrics\":{\"latencyMs\":12},\"usage\":{\"inputTokens\":3,\"outputTokens\":2,\"totalTokens\":5}}"));
    }

    String url(String behaviour) {
        return "http://127.0.0.1:" + server.actualPort() + "/" + behaviour;
    }

    List<Seen> seen() {
        return seen;
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        return headers;
    }

    private void answer(HttpServerRequest request, String body) {
        String behaviour = request.path().split("/")[1];
        request.response().putHeader("x-amzn-requestid", "4b8d1a52-6d0c-4f2e-9d0e-000000000001");
        if (behaviour.startsWith("refusing-")) {
            refuse(request, Integer.parseInt(behaviour.substring("refusing-".length())));
        } else if (behaviour.equals("silent")) {
            return;
        } else if (request.path().endsWith("/converse-stream")) {
            stream(request, behaviour.equals("cutting"));
        } else if (behaviour.equals("cutting")) {
            request.response()
                    .putHeader("content-length", "500")
                    .write("{\"output\":")
                    .onComplete(sent -> request.connection().close());
        } else {
            request.response().putHeader("content-type", "application/json").end(whole(request.path(), body));
        }
    }

    private static String whole(String path, String body) {
        if (path.endsWith("/count-tokens")) {
            return "{\"inputTokens\":7}";
        }
        if (path.endsWith("/invoke")) {
            // Titan: the first character of the text is its vector.
            int at = body.indexOf("inputText\":\"") + 12;
            return "{\"embedding\":[" + (int) body.charAt(at) + "],\"inputTextTokenCount\":2}";
        }
        return ANSWER;
    }

    private static void refuse(HttpServerRequest request, int status) {
        String name = EXCEPTIONS.get(status);
        if (name != null) {
            request.response()
                    .putHeader("x-amzn-errortype", name + ":http://internal.amazon.com/coral/com.amazon.bedrock/");
        }
        request.response()
                .setStatusCode(status)
                .putHeader("retry-after", "7")
                .putHeader("content-type", "application/json")
                .end("{\"message\":\"no\"}");
    }

    private void stream(HttpServerRequest request, boolean cut) {
        request.response().setChunked(true).putHeader("content-type", "application/vnd.amazon.eventstream");
        for (int i = 0; i < (cut ? 2 : frames.size()); i++) {
            request.response().write(Buffer.buffer(frames.get(i)));
        }
        if (cut) {
            request.connection().close();
        } else {
            request.response().end();
        }
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
