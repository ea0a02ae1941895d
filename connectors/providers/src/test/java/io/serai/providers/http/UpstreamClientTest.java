package io.serai.providers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests, answers, and the connections that calls share. */
@Timeout(60)
class UpstreamClientTest extends UpstreamClientFixture {

    @Test
    void request_answered_hasStatusHeadersAndBody() {
        try (FaultServer server = new FaultServer(c -> {
                    c.read();
                    c.answer(201, "X-Some: thing\r\n", "hello");
                });
                UpstreamResponse response = client.send(post(server, "body"), patient())) {
            assertThat(response.status()).isEqualTo(201);
            assertThat(response.header("x-some")).hasValue("thing");
            assertThat(response.header("absent")).isEmpty();
            assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("hello");
            FaultServer.Request seen = server.requests().remove();
            assertThat(seen.line()).isEqualTo("POST /base/v1/path?q=1 HTTP/1.1");
            assertThat(seen.text()).isEqualTo("body");
            assertThat(seen.headers())
                    .containsOnly(
                            Map.entry("host", "127.0.0.1:" + server.port()),
                            Map.entry("content-length", "4"),
                            Map.entry("x-test", "yes"));
        }
    }

    @Test
    void calls_oneAfterTheOther_shareOneConnection() {
        try (FaultServer server = new FaultServer(UpstreamClientFixture::echoForEver)) {
            for (int i = 0; i < 100; i++) {
                assertThat(call(server, "n" + i)).isEqualTo("n" + i);
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).hasSize(100);
        }
    }

    @Test
    void calls_200AtOnce_eachGetTheirOwnAnswer() throws Exception {
        CountDownLatch allThere = new CountDownLatch(200);
        Set<String> answers = ConcurrentHashMap.newKeySet();
        try (FaultServer server = new FaultServer(c -> {
            FaultServer.Request request = c.read();
            allThere.countDown();
            allThere.await();
            c.answer(200, "", request.body());
            c.awaitClosed();
        })) {
            inParallel(200, i -> answers.add(call(server, "n" + i)));
            assertThat(answers).hasSize(200);
            assertThat(server.connections()).isEqualTo(200);
        }
    }

    @Test
    void calls_200OverFewConnections_loseNone() throws Exception {
        AtomicInteger right = new AtomicInteger();
        try (FaultServer server = new FaultServer(UpstreamClientFixture::echoForEver)) {
            for (int round = 0; round < 10; round++) {
                inParallel(20, i -> call(server, "n" + i).equals("n" + i) ? right.incrementAndGet() : 0);
            }
            assertThat(right).hasValue(200);
            assertThat(server.connections()).isLessThanOrEqualTo(40);
        }
    }

    @Test
    void pool_full_refusesAtOnce() {
        UpstreamOptions one = new UpstreamOptions(
                UpstreamOptions.Protocols.HTTP_1_1,
                1,
                1,
                1,
                0,
                Duration.ofSeconds(10),
                8192,
                1 << 20,
                1 << 20,
                Optional.empty(),
                Optional.empty());
        try (UpstreamClient small = new UpstreamClient(vertx, one);
                FaultServer server = new FaultServer(c -> {
                    c.read();
                    c.streamHead();
                    c.awaitClosed();
                });
                UpstreamResponse busy = small.send(post(server, ""), patient())) {
            assertThat(busy.status()).isEqualTo(200);
            assertThatThrownBy(() -> small.send(post(server, ""), patient()))
                    .isInstanceOfSatisfying(
                            SeraiException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.GATEWAY_OVERLOADED));
        }
    }

    @Test
    void headerValue_thatHttpForbids_failsWithoutRepeatingIt() {
        try (FaultServer server = new FaultServer(UpstreamClientFixture::echoForEver)) {
            UpstreamRequest request = new UpstreamRequest(
                    "test",
                    UpstreamTarget.of(server.url()),
                    "POST",
                    "/",
                    Map.of("authorization", "Bearer sk-canary\r\nx: y"),
                    new byte[0]);
            assertThat(failure(() -> client.send(request, patient()))).message().doesNotContain("canary");
        }
    }

    @Test
    void eventLoop_calling_isRefused() throws Exception {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        vertx.getOrCreateContext().runOnContext(v -> {
            try {
                client.send(post(URI.create("http://127.0.0.1:9"), ""), patient());
            } catch (IllegalStateException e) {
                seen.set(e);
            }
            done.countDown();
        });
        done.await();
        assertThat(seen.get()).isInstanceOf(IllegalStateException.class);
    }
}
