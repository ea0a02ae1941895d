package io.serai.gateway.http;

import static io.serai.gateway.TestUpstream.content;
import static io.serai.gateway.TestUpstream.finish;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The upstream and the clients of a crowd of streams, in a process of their own: one process may not have sockets enough for all ends.
 * The upstream sends nothing before all streams are open. Prints its address, reads the gateway's port, prints how many were complete.
 */
public final class StreamCrowd {

    static final int EVENTS = 20;

    private static final String BODY = TestGateway.chatRequest("crowd", "Hi", "true");

    private StreamCrowd() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        List<HttpServerResponse> open = new ArrayList<>();
        try (TestUpstream upstream = TestUpstream.behaving((call, body) -> {
            HttpServerResponse answer = TestUpstream.stream(call);
            answer.write(content("e0"));
            open.add(answer);
            if (open.size() == count) {
                send(open, 1);
            }
        })) {
            System.out.println(upstream.baseUrl());
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            int port = Integer.parseInt(in.readLine());
            System.out.println(call(upstream.vertx(), port, count));
        }
        System.exit(0);
    }

    /** To all the next event, in rounds, so that all stay open to the end. */
    private static void send(List<HttpServerResponse> open, int event) {
        if (event == EVENTS) {
            open.forEach(answer -> answer.end(finish()));
        } else {
            open.forEach(answer -> answer.write(content("e" + event)));
            Vertx.currentContext().runOnContext(next -> send(open, event + 1));
        }
    }

    private static int call(Vertx vertx, int port, int count) throws InterruptedException {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(count).setConnectTimeout(60_000));
        AtomicInteger complete = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            client.request(HttpMethod.POST, port, "127.0.0.1", "/v1/chat/completions")
                    .compose(request -> request.putHeader("content-type", "application/json")
                            .send(BODY))
                    .compose(answer -> answer.body())
                    .onSuccess(body -> {
                        if (isComplete(body.toString())) {
                            complete.incrementAndGet();
                        }
                    })
                    .onComplete(over -> ended.countDown());
        }
        ended.await(60, TimeUnit.SECONDS);
        return complete.get();
    }

    private static boolean isComplete(String body) {
        int from = 0;
        for (int event = 0; event < EVENTS; event++) {
            from = body.indexOf("\"content\":\"e" + event + "\"", from);
            if (from < 0) {
                return false;
            }
        }
        return body.endsWith("data: [DONE]\n\n");
    }
}
