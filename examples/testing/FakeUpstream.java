package io.serai.examples.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.Usage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An upstream in OpenAI's wire format (platform.openai.com/docs/api-reference/chat) that a test can break. Says "fine" in two pieces, for
 * three tokens in and two out.
 */
public final class FakeUpstream implements AutoCloseable {

    private final HttpServer server;
    private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();

    /** What each second piece of a stream waits for. */
    private final Semaphore secondPieces = new Semaphore(0);

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile int status = 200;

    private FakeUpstream(HttpServer server) {
        this.server = server;
    }

    public static FakeUpstream start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        FakeUpstream upstream = new FakeUpstream(server);
        server.createContext("/", upstream::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return upstream;
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** From now on every call is answered with this status. */
    public void answerWith(int changed) {
        status = changed;
    }

    /** So many next calls are answered with status 500. */
    public void failNext(int calls) {
        failures.set(calls);
    }

    /** How many calls were in the air together at most. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** Lets so many streams go on to their second piece. */
    public void releaseSecondPieces(int streams) {
        secondPieces.release(streams);
    }

    /** What has been asked, in the order of arrival. */
    public List<ChatRequest> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
            ChatRequest request = new ChatRequest(
                    ExampleGateway.json(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            requests.add(request);
            int now = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 500 : status;
            // Before the answer leaves: the next call may come as soon as it has arrived.
            running.decrementAndGet();
            if (now != 200) {
                whole(exchange, now, Map.of("error", Map.of("message", "broken on purpose", "type", "test")));
            } else if (request.stream()) {
                stream(exchange);
            } else {
                Map<String, Object> answer =
                        new LinkedHashMap<>(ChatResponse.ofText("fake", "fine").map());
                answer.put("usage", Usage.of(3, 2).map());
                whole(exchange, 200, answer);
            }
        }
    }

    private static void whole(HttpExchange exchange, int status, Map<String, Object> answer) throws IOException {
        byte[] body = ExampleGateway.json(answer);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        event(
                out,
                "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"fi\"},\"finish_reason\":null}",
                "null");
        secondPieces.acquireUninterruptibly();
        event(out, "{\"index\":0,\"delta\":{\"content\":\"ne\"},\"finish_reason\":\"stop\"}", "null");
        event(out, "", "{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}");
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void event(OutputStream out, String choices, String usage) throws IOException {
        out.write(
                ("data: {\"id\":\"f\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"fake\",\"choices\":["
                                + choices + "],\"usage\":" + usage + "}\n\n")
                        .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        secondPieces.release(1_000_000);
        server.stop(0);
    }
}
