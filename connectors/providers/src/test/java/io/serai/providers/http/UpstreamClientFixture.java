package io.serai.providers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.error.SeraiException;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A client, what is called with it, and the rule that nothing stays open after a test. */
abstract class UpstreamClientFixture {

    static final Timeouts SHORT = new Timeouts(
            Duration.ofMillis(300), Duration.ofMillis(400), Duration.ofMillis(500), Duration.ofSeconds(20));

    static Vertx vertx;
    static UpstreamClient client;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        client = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        await().pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(client.open()).isZero());
    }

    static void echoForEver(FaultServer.Connection connection) throws Exception {
        while (true) {
            connection.answer(200, "", connection.read().body());
        }
    }

    static SeraiException failure(Callable<?> call) {
        try {
            call.call();
        } catch (SeraiException e) {
            assertThat(e.getMessage()).doesNotContain("127.0.0.1", "localhost", "http://", "/base");
            return e;
        } catch (Exception e) {
            throw new AssertionError("expected a failure of the vocabulary", e);
        }
        throw new AssertionError("expected a failure");
    }

    static String call(FaultServer server, String body) {
        try (UpstreamResponse response = client.send(post(server, body), patient())) {
            return new String(response.body(), StandardCharsets.UTF_8);
        }
    }

    static Waits patient() {
        return waits(Timeouts.DEFAULT, new Cancellation());
    }

    static Waits waits(Timeouts timeouts, Cancellation cancellation) {
        return new Waits(timeouts, Deadline.NEVER, cancellation);
    }

    static UpstreamRequest post(FaultServer server, String body) {
        return post(server.url().resolve("/base/v1/?q=1"), body);
    }

    static UpstreamRequest post(URI url, String body) {
        return new UpstreamRequest(
                "test",
                UpstreamTarget.of(url),
                "POST",
                "/path",
                Map.of("x-test", "yes"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** One of many calls. */
    interface Numbered {
        Object call(int number) throws Exception;
    }

    static void inParallel(int count, Numbered call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                calls.add(threads.submit(() -> call.call(number)));
            }
            for (Future<?> done : calls) {
                done.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdown();
        }
    }
}
