package io.serai.gateway.http;

import static io.serai.gateway.TestUpstream.content;
import static io.serai.gateway.TestUpstream.finish;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The upstream and the clients of a crowd of streams, in a process of their own: one process may not have sockets enough for all ends.
 * The upstream sends an event to all once all have received the one before, so that the streams are open together, and nothing but them
 * is held in the gateway. Prints its address, and for each port of a gateway that it reads how many were complete.
 */
public final class StreamCrowd {

    static final int EVENTS = 20;

    /** Clients that begin at once: each further one begins when another has its first event. */
    private static final int BEGINNING = 200;

    private static final String BODY = TestGateway.chatRequest("crowd", "Hi", "true");

    private final int count;
    private final List<HttpServerResponse> open = new ArrayList<>();
    private CountDownLatch ended = new CountDownLatch(0);
    private int begun;
    private int complete;
    private int event;
    private int received;

    private StreamCrowd(int count) {
        this.count = count;
    }

    public static void main(String[] arguments) throws Exception {
        StreamCrowd crowd = new StreamCrowd(Integer.parseInt(arguments[0]));
        try (TestUpstream upstream = TestUpstream.behaving((call, body) -> crowd.opened(TestUpstream.stream(call)))) {
            System.out.println(upstream.baseUrl());
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String port = in.readLine(); port != null; port = in.readLine()) {
                System.out.println(crowd.come(upstream.vertx(), Integer.parseInt(port)));
            }
        }
        System.exit(0);
    }

    /** How many streams of a crowd were complete. */
    private int come(Vertx vertx, int port) throws InterruptedException {
        ended = new CountDownLatch(count);
        open.clear();
        begun = 0;
        complete = 0;
        event = 0;
        call(vertx, port);
        ended.await(120, TimeUnit.SECONDS);
        return complete;
    }

    private void opened(HttpServerResponse answer) {
        open.add(answer);
        answer.write(content("e0"));
    }

    private void received() {
        if (++received == count) {
            received = 0;
            event++;
            if (event < EVENTS) {
                open.forEach(answer -> answer.write(content("e" + event)));
            } else {
                open.forEach(answer -> answer.end(finish()));
            }
        }
    }

    /** Upstream and clients share one event loop. */
    private void call(Vertx vertx, int port) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(count).setConnectTimeout(60_000));
        vertx.runOnContext(now -> {
            for (int i = 0; i < Math.min(BEGINNING, count); i++) {
                begin(client, port);
            }
        });
    }

    private void begin(HttpClient client, int port) {
        begun++;
        client.request(HttpMethod.POST, port, "127.0.0.1", "/v1/chat/completions")
                .compose(request ->
                        request.putHeader("content-type", "application/json").send(BODY))
                .compose(answer -> read(answer, () -> {
                    if (begun < count) {
                        begin(client, port);
                    }
                }))
                .onComplete(over -> ended.countDown());
    }

    private Future<Void> read(HttpClientResponse answer, Runnable whenOpen) {
        StringBuilder body = new StringBuilder();
        int[] next = {0, 0};
        answer.handler(piece -> {
            body.append(piece);
            int found = body.indexOf("\"content\":\"e" + next[0] + "\"", next[1]);
            if (found >= 0) {
                next[0]++;
                next[1] = found;
                if (next[0] == 1) {
                    whenOpen.run();
                }
                received();
            }
        });
        return answer.end().onSuccess(end -> {
            if (next[0] == EVENTS && body.toString().endsWith("data: [DONE]\n\n")) {
                complete++;
            }
        });
    }
}
