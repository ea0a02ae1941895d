package io.serai.gateway.http;

import static io.serai.gateway.TestUpstream.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that leaves takes the call to the provider with it: nobody pays for what nobody reads. */
class ClientGoneTest {

    private static LiveUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = new LiveUpstream();
        gateway = TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .model("plain", "- to: {uri: \"ai:upstream/m\"}\n")
                .model(
                        "breaker",
                        """
                        - circuitBreaker:
                            steps:
                              - to: {uri: "ai:upstream/m"}
                        """)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource({"plain,true", "plain,false", "breaker,true", "breaker,false"})
    void clientLeaving_beforeTheHead_abortsTheCall(String model, String stream) throws Exception {
        int before = upstream.aborted();
        try (RawClient client = RawClient.of(gateway).chat(model, stream)) {
            upstream.call();
            assertThat(gateway.gateway().running()).isOne();
        }
        assertAborted(before + 1);
    }

    @ParameterizedTest
    @CsvSource({"plain,true", "plain,false", "breaker,true", "breaker,false"})
    void clientLeaving_withinTheAnswer_abortsTheCall(String model, String stream) throws Exception {
        int before = upstream.aborted();
        try (RawClient client = RawClient.of(gateway).chat(model, stream)) {
            if (stream.equals("true")) {
                upstream.stream().write(content("first"));
                client.head();
                assertThat(client.data()).contains("first");
            } else {
                upstream.call().response().setChunked(true).write("{\"id\":");
            }
        }
        assertAborted(before + 1);
    }

    private static void assertAborted(int calls) {
        await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(upstream.aborted()).isEqualTo(calls);
            assertThat(gateway.gateway().running()).isZero();
        });
    }
}
