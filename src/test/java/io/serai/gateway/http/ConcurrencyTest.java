package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A thousand calls at once through each EIP: the upstream answers none before all have arrived, so that a pool anywhere on the way, of
 * whatever size below a thousand, would leave them waiting for ever.
 */
class ConcurrencyTest {

    private static final int CALLS = 1000;

    static Stream<Arguments> routes() {
        return Stream.of(
                Arguments.of(
                        "plain",
                        1,
                        """
                        - to: {uri: "ai:upstream/m"}
                        """),
                Arguments.of(
                        "circuitBreaker",
                        1,
                        """
                        - circuitBreaker:
                            steps:
                              - to: {uri: "ai:upstream/m"}
                        """),
                Arguments.of(
                        "failover",
                        1,
                        """
                        - loadBalance:
                            failoverLoadBalancer: {maximumFailoverAttempts: "1"}
                            steps:
                              - to: {uri: "ai:refused/m"}
                              - to: {uri: "ai:upstream/m"}
                        """),
                Arguments.of(
                        "multicast",
                        2,
                        """
                        - multicast:
                            parallelProcessing: true
                            steps:
                              - to: {uri: "ai:upstream/m"}
                              - to: {uri: "ai:upstream/m"}
                        """),
                Arguments.of(
                        "split",
                        2,
                        """
                        - split:
                            parallelProcessing: true
                            tokenize: {token: ","}
                            steps:
                              - to: {uri: "ai:upstream/m"}
                        - setBody: {constant: done}
                        """
                                .replaceFirst("^- split", "- setBody: {constant: \"a,b\"}\n- split")),
                Arguments.of(
                        "enrich",
                        1,
                        """
                        - enrich:
                            constant: "ai:upstream/m"
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void thousandCalls_throughEip_areInTheAirTogether(String name, int callsEach, String steps) throws Exception {
        try (TestUpstream upstream = TestUpstream.waitingFor(CALLS * callsEach);
                TestGateway gateway = TestGateway.setup()
                        .provider("upstream", upstream.baseUrl())
                        .provider("refused", "http://127.0.0.1:1/v1")
                        .model("eip", steps)
                        .start()) {
            assertThat(statuses(gateway, CALLS)).hasSize(CALLS).containsOnly(200);
            assertThat(upstream.calls()).isEqualTo(CALLS * callsEach);
        }
    }

    @Test
    void chainOfCallsChoiceAndBreaker_fiveHundredAtOnce_runsOnVirtualThreadsOnly() throws Exception {
        ThreadWitness.reset();
        try (TestUpstream upstream = TestUpstream.waitingFor(500);
                TestGateway gateway = TestGateway.setup()
                        .provider("upstream", upstream.baseUrl())
                        .file(
                                "witness.camel.yaml",
                                """
                                - beans:
                                    - name: witness
                                      type: io.serai.gateway.http.ThreadWitness
                                """)
                        .model(
                                "chain",
                                """
                                - process: {ref: witness}
                                - to: {uri: "ai:upstream/first", parameters: {output: text}}
                                - process: {ref: witness}
                                - to: {uri: "ai:upstream/second", parameters: {output: text}}
                                - process: {ref: witness}
                                - choice:
                                    when:
                                      - simple: "${body} contains 'Hello'"
                                        steps:
                                          - process: {ref: witness}
                                          - circuitBreaker:
                                              steps:
                                                - process: {ref: witness}
                                                - to: {uri: "ai:upstream/third"}
                                                - process: {ref: witness}
                                """)
                        .start()) {
            assertThat(statuses(gateway, 500)).hasSize(500).containsOnly(200);
            assertThat(upstream.calls()).isEqualTo(1500);
            assertThat(ThreadWitness.seen()).isEqualTo(500 * 6);
            assertThat(ThreadWitness.onPlatformThreads()).isZero();
        }
    }

    private static List<Integer> statuses(TestGateway gateway, int calls) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(30))
                .build();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            String model = gateway.gateway().models().models().stream()
                    .map(card -> card.id())
                    .filter(id -> id.equals("eip") || id.equals("chain"))
                    .findFirst()
                    .orElseThrow();
            for (int i = 0; i < calls; i++) {
                answers.add(threads.submit(() -> client.send(
                                gateway.post("/v1/chat/completions", TestGateway.chatRequest(model, "a,b", "false"))
                                        .timeout(Duration.ofSeconds(60))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode()));
            }
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
        }
        return statuses;
    }
}
