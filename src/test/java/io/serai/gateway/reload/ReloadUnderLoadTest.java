package io.serai.gateway.reload;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** Nobody who calls a model notices that its file is being saved. */
class ReloadUnderLoadTest {

    private static final int SAVES = 20;
    private static final int CALLERS = 4;

    private static final String CALLING =
            """
            - route:
                id: fast
                from:
                  uri: model:fast
                  steps:
                    - setHeader: {name: version, constant: "%s"}
                    - to: {uri: "model:inner"}
                    - to: {uri: "ai:upstream/m"}
                    - to: {uri: "direct:last"}
            - route:
                id: last
                from:
                  uri: direct:last
                  steps:
                    - to: {uri: "model:inner", parameters: {output: text, stream: "false"}, variableReceive: unused}
            - route:
                id: inner
                from:
                  uri: model:inner
                  steps:
                    - setBody: {simple: "version ${header.version}"}
            """;

    private static final String STREAMING =
            """
            - route:
                id: fast
                from:
                  uri: model:fast
                  steps:
                    - to: {uri: "ai:upstream/m"}
            """;

    @Test
    void calls_whileTheirRouteIsSavedTwentyTimes_allSucceed() throws Exception {
        AtomicInteger slow = new AtomicInteger();
        // Every eighth call is still under way when the next save comes.
        try (TestUpstream upstream = TestUpstream.behaving((request, body) -> {
                    if (slow.incrementAndGet() % 8 == 0) {
                        Vertx.currentContext()
                                .owner()
                                .setTimer(700, late -> TestUpstream.json(request, TestUpstream.ANSWER));
                    } else {
                        TestUpstream.json(request, TestUpstream.ANSWER);
                    }
                });
                TestGateway gateway = start(upstream, CALLING.formatted(0));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicBoolean done = new AtomicBoolean();
            AtomicInteger calls = new AtomicInteger();
            Queue<String> failures = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(() -> {
                    while (!done.get()) {
                        call(gateway, failures);
                        calls.incrementAndGet();
                    }
                });
            }
            try {
                for (int version = 1; version <= SAVES; version++) {
                    Files.writeString(gateway.folder().resolve("fast.camel.yaml"), CALLING.formatted(version));
                    String live = "version " + version;
                    await().atMost(10, SECONDS)
                            .until(() -> !upstream.bodies().isEmpty()
                                    && upstream.bodies()
                                            .get(upstream.bodies().size() - 1)
                                            .contains(live));
                }
            } finally {
                done.set(true);
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(20, SECONDS)).isTrue();
            assertThat(failures).isEmpty();
            assertThat(calls.get()).isGreaterThan(SAVES);
        }
    }

    @Test
    void stream_whoseRouteIsReloaded_completes() throws Exception {
        CompletableFuture<HttpServerRequest> asked = new CompletableFuture<>();
        try (TestUpstream upstream = TestUpstream.behaving((request, body) -> {
                    if (body.toString().contains("\"stream\":true")) {
                        TestUpstream.stream(request).write(TestUpstream.content("one"));
                        asked.complete(request);
                    } else {
                        TestUpstream.json(request, TestUpstream.ANSWER);
                    }
                });
                TestGateway gateway = start(upstream, STREAMING);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> streamed = client.send(
                    gateway.post("/v1/chat/completions", TestGateway.chatRequest("fast", "Hi", "true"))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            CamelContext begunIn = gateway.gateway().camel();
            HttpServerResponse upstreamAnswer = asked.get(10, SECONDS).response();
            BufferedReader events = new BufferedReader(new InputStreamReader(streamed.body(), StandardCharsets.UTF_8));
            assertThat(events.readLine()).contains("one");

            Files.delete(gateway.folder().resolve("fast.camel.yaml"));
            await().atMost(10, SECONDS).until(() -> gateway.chat("fast", "Hi").statusCode() == 404);
            upstream.vertx()
                    .runOnContext(now -> upstreamAnswer.end(TestUpstream.content("two") + TestUpstream.finish()));

            assertThat(events.lines().toList())
                    .anyMatch(line -> line.contains("two"))
                    .contains("data: [DONE]");
            await().atMost(10, SECONDS).until(begunIn::isStopped);
        }
    }

    private static TestGateway start(TestUpstream upstream, String routes) throws Exception {
        return TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .file("fast.camel.yaml", routes)
                .argument("--dev")
                .start();
    }

    private static void call(TestGateway gateway, Queue<String> failures) {
        try {
            HttpResponse<String> answer = gateway.chat("fast", "Hi");
            if (answer.statusCode() != 200 || !answer.body().contains("Hello")) {
                failures.add(answer.statusCode() + " " + answer.body());
            }
        } catch (Exception e) {
            failures.add(e.toString());
        }
    }
}
