package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.processors.queue.QueueBalancer;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers of a model that takes one call at a time, as they see it: the upstream answers when the test says so. */
class QueueThroughTest {

    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TestUpstream upstream;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = TestUpstream.behaving((request, body) -> asked.add(() -> {
            if (body.toString().contains("\"stream\":true")) {
                TestUpstream.stream(request).end(TestUpstream.content("fine") + TestUpstream.finish());
            } else {
                TestUpstream.json(request, TestUpstream.ANSWER);
            }
        }));
        gateway = TestGateway.setup()
                .set("serai.http.ping", "100ms")
                .provider("upstream", upstream.baseUrl())
                .file(
                        "queue-bean.camel.yaml",
                        """
                        - beans:
                            - name: narrow
                              type: io.serai.processors.queue.QueueBalancer
                              properties: {concurrency: 1, maxWait: 60s, maxWaiting: 1, classes: "normal: 3, low: 1"}
                        """)
                .model(
                        "queued",
                        """
                        - loadBalance:
                            customLoadBalancer: {ref: narrow}
                            steps:
                              - to: {uri: "ai:upstream/m"}
                        """)
                .file(
                        "composed-beans.camel.yaml",
                        """
                        - beans:
                            - name: composed-queue
                              type: io.serai.processors.queue.QueueBalancer
                              properties: {concurrency: 1}
                            - name: composed-shadow
                              type: io.serai.processors.shadow.ShadowBalancer
                              properties: {share: 1}
                            - name: composed-targets
                              type: io.serai.processors.routing.TargetBalancer
                        """)
                .model(
                        "composed",
                        """
                        - loadBalance:
                            customLoadBalancer: {ref: composed-queue}
                            steps:
                              - pipeline:
                                  steps:
                                    - loadBalance:
                                        customLoadBalancer: {ref: composed-shadow}
                                        steps:
                                          - pipeline:
                                              steps:
                                                - loadBalance:
                                                    customLoadBalancer: {ref: composed-targets}
                                                    steps:
                                                      - to: {uri: "ai:nobody/m"}
                                                      - to: {uri: "ai:upstream/m"}
                                          - to: {uri: "ai:simulated/candidate"}
                        """)
                .provider("nobody", "http://127.0.0.1:1/v1")
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    private QueueBalancer queue() {
        return gateway.gateway().camel().getRegistry().lookupByNameAndType("narrow", QueueBalancer.class);
    }

    private void answerNext() {
        await().until(() -> !asked.isEmpty());
        asked.remove().run();
    }

    private CompletableFuture<HttpResponse<String>> begin(String text) {
        return client.sendAsync(
                gateway.post("/v1/chat/completions", TestGateway.chatRequest("queued", text, "false"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> occupied() {
        CompletableFuture<HttpResponse<String>> first = begin("first");
        await().until(() -> asked.size() == 1);
        return first;
    }

    @Test
    void stream_thatWaits_hearsCommentsAndThenItsAnswer() throws Exception {
        CompletableFuture<HttpResponse<String>> first = occupied();
        HttpResponse<Stream<String>> second = client.send(
                gateway.post("/v1/chat/completions", TestGateway.chatRequest("queued", "second", "true"))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        Iterator<String> lines = second.body().filter(line -> !line.isEmpty()).iterator();

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(lines.next()).isEqualTo(": ping");
        assertThat(asked).hasSize(1);
        answerNext();
        assertThat(first.get().statusCode()).isEqualTo(200);
        answerNext();

        String rest = String.join("\n", (Iterable<String>) () -> lines);
        assertThat(rest).contains("fine").endsWith("data: [DONE]");
        await().until(() -> queue().running() == 0);
    }

    @Test
    void queue_aroundAShadowAroundTargets_countsTheCallersAttemptsAlone() throws Exception {
        for (String stream : new String[] {"false", "true"}) {
            CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                    gateway.post("/v1/chat/completions", TestGateway.chatRequest("composed", "Hello", stream))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            answerNext();

            assertThat(answer.get().statusCode()).isEqualTo(200);
            assertThat(answer.get().body()).contains(stream.equals("true") ? "fine" : "Hello");
            // One target that can't be reached, one that answers; what the shadow does is on no bill. The head of a
            // stream may have left
            // with a comment.
            if (stream.equals("false")) {
                assertThat(answer.get().headers().firstValue("x-serai-attempts"))
                        .contains("2");
            }
        }
        QueueBalancer queue =
                gateway.gateway().camel().getRegistry().lookupByNameAndType("composed-queue", QueueBalancer.class);
        await().until(() -> queue.running() == 0);
    }

    @Test
    void caller_thatLeavesTheQueue_isForgottenAndNeverAsked() throws Exception {
        CompletableFuture<HttpResponse<String>> first = occupied();
        CompletableFuture<HttpResponse<String>> second = begin("second");
        await().until(() -> queue().waiting("normal") == 1);

        second.cancel(true);

        await().until(() -> queue().waiting("normal") == 0);
        answerNext();
        assertThat(first.get().statusCode()).isEqualTo(200);
        await().until(() -> queue().running() == 0);
        assertThat(upstream.calls()).isEqualTo(1);
    }

    @Test
    void line_thatIsFull_isToldToComeBack() throws Exception {
        CompletableFuture<HttpResponse<String>> first = occupied();
        CompletableFuture<HttpResponse<String>> second = begin("second");
        await().until(() -> queue().waiting("normal") == 1);

        HttpResponse<String> third = gateway.chat("queued", "third");

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("retry-after"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
        assertThat(third.body()).contains("rate_limit_exceeded");
        answerNext();
        answerNext();
        assertThat(first.get().statusCode()).isEqualTo(200);
        assertThat(second.get().statusCode()).isEqualTo(200);
    }
}
