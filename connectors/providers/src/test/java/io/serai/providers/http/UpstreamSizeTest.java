package io.serai.providers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.error.ErrorKind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is more than somebody can take, on either side. */
@Timeout(60)
class UpstreamSizeTest extends UpstreamClientFixture {

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
}
