package io.serai.providers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UpstreamClientTest {

    private static final Timeouts SHORT = new Timeouts(
            Duration.ofMillis(300), Duration.ofMillis(400), Duration.ofMillis(500), Duration.ofSeconds(20));

    private static Vertx vertx;
    private static UpstreamClient client;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        client = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    }

    @AfterAll
    static void stop() {
        client.close();
        vertx.close();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        await().pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(client.open()).isZero());
    }

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
        try (FaultServer server = new FaultServer(UpstreamClientTest::echoForEver)) {
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
        try (FaultServer server = new FaultServer(UpstreamClientTest::echoForEver)) {
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
    void keptConnection_closedByTheServerAsTheRequestLeaves_isReplaced() {
        try (FaultServer server = new FaultServer(c -> {
            c.answer(200, "", c.read().body());
            if (c.number() > 1) {
                echoForEver(c);
            }
            // The first connection takes the second request, and closes on it.
            c.read();
        })) {
            assertThat(call(server, "first")).isEqualTo("first");
            assertThat(call(server, "second")).isEqualTo("second");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void keptConnection_resetByTheServerAsTheRequestLeaves_isReplaced() {
        try (FaultServer server = new FaultServer(c -> {
            c.answer(200, "", c.read().body());
            if (c.number() > 1) {
                echoForEver(c);
            }
            c.read();
            c.reset();
        })) {
            assertThat(call(server, "first")).isEqualTo("first");
            assertThat(call(server, "second")).isEqualTo("second");
        }
    }

    @Test
    void keptConnection_closedAfterEachAnswer_failsNoCall() {
        try (FaultServer server =
                new FaultServer(c -> c.answer(200, "", c.read().body()))) {
            for (int i = 0; i < 200; i++) {
                assertThat(call(server, "n" + i)).isEqualTo("n" + i);
            }
            assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(200);
        }
    }

    @Test
    void keptConnection_brokenAfterTheFirstByteOfTheAnswer_isNotAskedAgain() {
        try (FaultServer server = new FaultServer(c -> {
            c.answer(200, "", c.read().body());
            c.read();
            c.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf");
        })) {
            assertThat(call(server, "first")).isEqualTo("first");
            assertThat(failure(() -> call(server, "second")).kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void freshConnection_closedWithoutAnswer_isNotAskedAgain() {
        try (FaultServer server = new FaultServer(FaultServer.Connection::read)) {
            SeraiException failure = failure(() -> call(server, "once"));
            assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void connect_unanswered_timesOut() throws Exception {
        List<SocketChannel> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1)) {
            // Linux drops the SYN once the accept queue is full.
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", full.getLocalPort());
            for (int i = 0; i < 4; i++) {
                SocketChannel filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(address);
                fillers.add(filler);
            }
            SeraiException failure = failure(() -> client.send(
                    post(URI.create("http://127.0.0.1:" + full.getLocalPort()), "x"),
                    waits(SHORT, new Cancellation())));
            assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
            assertThat(failure).hasMessage("provider 'test' took longer than 300 ms for a connection");
        } finally {
            for (SocketChannel filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void head_notComing_timesOutNamingTheFirstToken() {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.awaitClosed();
        })) {
            SeraiException failure = failure(() -> client.send(post(server, ""), waits(SHORT, new Cancellation())));
            assertThat(failure).hasMessage("provider 'test' took longer than 400 ms for the first token");
            assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        }
    }

    @Test
    void body_stalling_timesOutNamingTheSilence() {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.streamHead();
            c.chunk("one");
            c.awaitClosed();
        })) {
            UpstreamResponse response = client.send(post(server, ""), waits(SHORT, new Cancellation()));
            assertThat(response.read()).asString().isEqualTo("one");
            assertThat(failure(response::read))
                    .hasMessage("provider 'test' took longer than 500 ms for the next piece of its answer");
        }
    }

    @Test
    void wholeBody_stalling_timesOut() {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.streamHead();
            c.chunk("one");
            c.awaitClosed();
        })) {
            UpstreamResponse response = client.send(post(server, ""), waits(SHORT, new Cancellation()));
            assertThat(failure(response::body).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        }
    }

    @Test
    void deadline_past_endsEveryWait() {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.awaitClosed();
        })) {
            Waits waits = new Waits(Timeouts.DEFAULT, Deadline.after(Duration.ofMillis(100)), new Cancellation());
            assertThat(failure(() -> client.send(post(server, ""), waits)).kind())
                    .isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        }
    }

    @Test
    void cancellation_beforeTheHead_abortsTheUpstreamConnection() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            asked.countDown();
            c.awaitClosed();
            closed.countDown();
        })) {
            Cancellation cancellation = new Cancellation();
            AtomicReference<SeraiException> seen = new AtomicReference<>();
            Thread caller = new Thread(() ->
                    seen.set(failure(() -> client.send(post(server, ""), waits(Timeouts.DEFAULT, cancellation)))));
            caller.start();
            asked.await();
            cancellation.cancel();
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            caller.join();
            assertThat(seen.get().kind()).isEqualTo(ErrorKind.CALLER_GONE);
        }
    }

    @Test
    void cancellation_midStream_abortsTheUpstreamConnectionAndTheReader() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.streamHead();
            c.chunk("one");
            c.awaitClosed();
            closed.countDown();
        })) {
            Cancellation cancellation = new Cancellation();
            UpstreamResponse response = client.send(post(server, ""), waits(Timeouts.DEFAULT, cancellation));
            assertThat(response.read()).asString().isEqualTo("one");
            AtomicReference<SeraiException> seen = new AtomicReference<>();
            Thread reader = new Thread(() -> seen.set(failure(response::read)));
            reader.start();
            cancellation.cancel();
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            reader.join();
            assertThat(seen.get().kind()).isEqualTo(ErrorKind.CALLER_GONE);
        }
    }

    @Test
    void cancellation_beforeTheCall_sendsNothing() {
        try (FaultServer server = new FaultServer(UpstreamClientTest::echoForEver)) {
            Cancellation cancellation = new Cancellation();
            cancellation.cancel();
            assertThat(failure(() -> client.send(post(server, ""), waits(Timeouts.DEFAULT, cancellation)))
                            .kind())
                    .isEqualTo(ErrorKind.CALLER_GONE);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void interrupt_whileWaiting_givesTheCallUp() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            asked.countDown();
            c.awaitClosed();
            closed.countDown();
        })) {
            AtomicReference<SeraiException> seen = new AtomicReference<>();
            Thread caller = new Thread(() -> seen.set(failure(() -> client.send(post(server, ""), patient()))));
            caller.start();
            asked.await();
            caller.interrupt();
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            caller.join();
            assertThat(seen.get().kind()).isEqualTo(ErrorKind.GATEWAY_DRAINING);
        }
    }

    @Test
    void close_twiceAndFromAnotherThread_resetsTheConnectionOnce() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.streamHead();
            c.awaitClosed();
            closed.countDown();
        })) {
            UpstreamResponse response = client.send(post(server, ""), patient());
            Thread other = new Thread(response::close);
            other.start();
            other.join();
            response.close();
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void slowReader_stallsTheProvider_andLosesNothing() {
        int pieces = 1024;
        byte[] piece = new byte[64 * 1024];
        AtomicLong written = new AtomicLong();
        try (FaultServer server = new FaultServer(c -> {
                    c.read();
                    c.socket().setSendBufferSize(64 * 1024);
                    c.write("HTTP/1.1 200 OK\r\ncontent-length: " + (long) pieces * piece.length + "\r\n\r\n");
                    for (int i = 0; i < pieces; i++) {
                        c.write(piece);
                        written.addAndGet(piece.length);
                    }
                    c.awaitClosed();
                });
                UpstreamResponse response = client.send(post(server, ""), patient())) {
            AtomicLong last = new AtomicLong(-1);
            await().atMost(Duration.ofSeconds(30))
                    .during(Duration.ofMillis(500))
                    .until(() -> last.getAndSet(written.get()) == written.get() && written.get() > 0);
            // 64 MiB wait; the rest is the kernel's, whose receive buffer may grow to 6 MiB.
            assertThat(written.get()).isLessThan(16L * 1024 * 1024);
            long read = 0;
            for (byte[] bytes = response.read(); bytes != null; bytes = response.read()) {
                assertThat(bytes.length).isLessThanOrEqualTo(Inbox.HIGH_MARK + 128 * 1024);
                read += bytes.length;
            }
            assertThat(read).isEqualTo((long) pieces * piece.length);
        }
    }

    @Test
    void body_largerThanAllowed_isRefused() {
        UpstreamOptions small = UpstreamOptions.DEFAULT.withLimits(8192, 1000, 1000);
        try (UpstreamClient strict = new UpstreamClient(vertx, small);
                FaultServer server = new FaultServer(c -> {
                    c.read();
                    c.streamHead();
                    for (int i = 0; i < 100_000; i++) {
                        c.chunk("0123456789");
                    }
                });
                UpstreamResponse response = strict.send(post(server, ""), patient())) {
            assertThat(failure(response::body)).hasMessage("provider 'test' sent a larger answer than is allowed");
        }
    }

    @Test
    void headers_largerThanAllowed_areRefused() {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.answer(200, "x-large: " + "x".repeat(64 * 1024) + "\r\n", "body");
            c.awaitClosed();
        })) {
            assertThat(failure(() -> call(server, "x")).kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
        }
    }

    @Test
    void headerValue_thatHttpForbids_failsWithoutRepeatingIt() {
        try (FaultServer server = new FaultServer(UpstreamClientTest::echoForEver)) {
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

    private static String call(FaultServer server, String body) {
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
    private interface Numbered {
        Object call(int number) throws Exception;
    }

    private static void inParallel(int count, Numbered call) throws Exception {
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
