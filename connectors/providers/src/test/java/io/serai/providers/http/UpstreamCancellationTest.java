package io.serai.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Cancellation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.spi.Timeouts;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that nobody wants any more leaves nothing running. */
@Timeout(60)
class UpstreamCancellationTest extends UpstreamClientFixture {

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
        try (FaultServer server = new FaultServer(UpstreamClientFixture::echoForEver)) {
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
}
