package io.serai.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.spi.Timeouts;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each wait has its end, and says what was waited for. */
@Timeout(60)
class UpstreamTimeoutTest extends UpstreamClientFixture {

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
}
