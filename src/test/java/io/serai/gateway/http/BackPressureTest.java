package io.serai.gateway.http;

import static io.serai.gateway.TestUpstream.content;
import static io.serai.gateway.TestUpstream.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A client that does not read makes the upstream wait, not the gateway's memory grow. */
class BackPressureTest {

    /** The JDK's sockets are IPv6 ones where the system has it, whatever the address. */
    private static final List<Path> SOCKETS = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private static final String PADDING = "x".repeat(1000);
    private static final int EVENTS = 40_000;

    /** Sends numbered events as fast as they are taken. */
    private static final class Flood {
        private final HttpServerResponse answer;
        private final AtomicLong handedOver = new AtomicLong();
        private int next;

        Flood(HttpServerResponse answer) {
            this.answer = answer;
            answer.setWriteQueueMaxSize(8 * 1024);
            goOn();
        }

        private void goOn() {
            while (next < EVENTS && !answer.writeQueueFull()) {
                String event = content(next++ + PADDING);
                // The future is done once the system has the bytes.
                answer.write(event).onSuccess(sent -> handedOver.addAndGet(event.length()));
            }
            if (next < EVENTS) {
                answer.drainHandler(drained -> goOn());
            } else {
                answer.end(finish());
            }
        }
    }

    private static TestGateway gateway(TestUpstream upstream, String... settings) throws Exception {
        TestGateway.Setup setup = TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .model("plain", "- to: {uri: \"ai:upstream/m\"}\n");
        for (int i = 0; i < settings.length; i += 2) {
            setup.set(settings[i], settings[i + 1]);
        }
        return setup.start();
    }

    /** What the gateway holds is what the upstream got rid of, less what the system keeps in its sockets' buffers. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void clientThatReadsNothing_holdsLittleInTheGateway_andMissesNothing() throws Exception {
        Flood[] flood = new Flood[1];
        try (TestUpstream upstream =
                        TestUpstream.behaving((call, body) -> flood[0] = new Flood(TestUpstream.stream(call)));
                TestGateway gateway = gateway(upstream);
                RawClient client = RawClient.withSmallBuffer(gateway).chat("plain", "true")) {
            Set<Integer> ports = Set.of(
                    gateway.gateway().port(),
                    Integer.parseInt(upstream.baseUrl().split("[:/]")[4]));
            long[] last = {-1};
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        long before = last[0];
                        last[0] = flood[0] == null ? -1 : flood[0].handedOver.get();
                        return last[0] > 0 && last[0] == before;
                    });
            assertThat(flood[0].next).isLessThan(EVENTS);
            assertThat(last[0] - inTheSystem(ports)).isLessThanOrEqualTo(256 * 1024);

            client.head();
            for (int i = 0; i < EVENTS; i++) {
                assertThat(client.data()).contains("\"content\":\"" + i + "x");
            }
            List<String> rest = client.rest();
            assertThat(rest).last().isEqualTo("data: [DONE]");
        }
    }

    @Test
    void clientThatReadsNothing_isCutAfterTheWriteTimeout() throws Exception {
        try (TestUpstream upstream = TestUpstream.behaving((call, body) -> new Flood(TestUpstream.stream(call)));
                TestGateway gateway = gateway(upstream, "serai.http.write-timeout", "300ms");
                RawClient client = RawClient.withSmallBuffer(gateway).chat("plain", "true")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> upstream.aborted() == 1);
            await().until(() -> gateway.gateway().running() == 0);
            assertThat(client.untilClosed()).doesNotContain("[DONE]");
        }
    }

    /** Unread and unsent bytes of all sockets with one of these ports at either end (proc_net_tcp.txt of the kernel). */
    private static long inTheSystem(Set<Integer> ports) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path table : SOCKETS) {
            if (Files.exists(table)) {
                lines.addAll(Files.readAllLines(table));
            }
        }
        long sum = 0;
        for (String line : lines) {
            String[] fields = line.strip().split("\\s+");
            boolean connected = fields[3].equals("01");
            if (connected && (ports.contains(port(fields[1])) || ports.contains(port(fields[2])))) {
                String[] queues = fields[4].split(":");
                sum += Long.parseLong(queues[0], 16) + Long.parseLong(queues[1], 16);
            }
        }
        return sum;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }
}
