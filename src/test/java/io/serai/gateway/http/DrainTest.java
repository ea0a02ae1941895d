package io.serai.gateway.http;

import static io.serai.gateway.TestUpstream.content;
import static io.serai.gateway.TestUpstream.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A gateway that stops lets running answers finish and takes in nothing more. */
class DrainTest {

    private static TestGateway gateway(LiveUpstream upstream, String limit) throws Exception {
        return TestGateway.setup()
                .set("serai.http.drain", limit)
                .provider("upstream", upstream.baseUrl())
                .model("plain", "- to: {uri: \"ai:upstream/m\"}\n")
                .start();
    }

    @Test
    void drain_whileAStreamRuns_letsItFinishAndRefusesOthers() throws Exception {
        try (LiveUpstream upstream = new LiveUpstream();
                TestGateway gateway = gateway(upstream, "20s");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RawClient probe = RawClient.of(gateway);
                RawClient idle = RawClient.of(gateway);
                RawClient client = RawClient.of(gateway)) {
            assertThat(probe.get("/livez").answer().status()).isEqualTo(200);
            assertThat(probe.get("/readyz").answer().body()).isEqualTo("ready\n");
            assertThat(idle.get("/v1/models").answer().status()).isEqualTo(200);
            client.chat("plain", "true");
            HttpServerResponse answer = upstream.stream();
            answer.write(content("before"));
            client.head();
            assertThat(client.data()).contains("before");

            Future<Integer> left = threads.submit(() -> gateway.gateway().drain());
            await().until(() -> probe.get("/readyz").answer().status() == 503);
            assertThat(probe.get("/readyz").answer().header("retry-after")).isEqualTo("1");
            assertThat(probe.get("/livez").answer().status()).isEqualTo(200);
            assertThat(gateway.get("/readyz").body()).isEqualTo("draining\n");
            RawClient.Answer refused = idle.chat("plain", "false").answer();
            LimitsTest.assertRefused(refused, 503, "draining");
            assertThat(refused.header("connection")).isEqualTo("close");
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(idle.untilClosed()).isEmpty();

            answer.write(content("within"));
            assertThat(client.data()).contains("within");
            answer.end(finish());
            assertThat(client.rest()).last().isEqualTo("data: [DONE]");
            assertThat(left.get(10, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void drain_withAStreamThatDoesNotEnd_givesUpAtTheLimit() throws Exception {
        try (LiveUpstream upstream = new LiveUpstream()) {
            RawClient client;
            try (TestGateway gateway = gateway(upstream, "300ms")) {
                client = RawClient.of(gateway).chat("plain", "true");
                upstream.stream().write(content("first"));
                client.head();
                assertThat(gateway.gateway().drain()).isOne();
            }
            try (client) {
                assertThat(client.untilClosed()).doesNotContain("[DONE]");
            }
            await().until(() -> upstream.aborted() == 1);
        }
    }

    @Test
    void drain_withNothingRunning_isOverAtOnce() throws Exception {
        try (LiveUpstream upstream = new LiveUpstream();
                TestGateway gateway = gateway(upstream, "1h")) {
            assertThat(gateway.gateway().drain()).isZero();
        }
    }
}
