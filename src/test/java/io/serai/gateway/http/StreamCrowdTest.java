package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.serai.gateway.TestGateway;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Five thousand streams open at once, through a circuit breaker, and every one complete. */
class StreamCrowdTest {

    private static final int STREAMS = 5000;

    @Test
    void fiveThousandStreams_openTogetherThroughABreaker_areAllComplete() throws Exception {
        int count = Math.min(STREAMS, affordable());
        Process crowd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamCrowd.class.getName(),
                        String.valueOf(count))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = crowd.inputReader(StandardCharsets.UTF_8);
                PrintStream in = new PrintStream(crowd.getOutputStream(), true, StandardCharsets.UTF_8);
                TestGateway gateway = TestGateway.setup()
                        .provider("upstream", out.readLine())
                        .model(
                                "crowd",
                                """
                                - circuitBreaker:
                                    steps:
                                      - to: {uri: "ai:upstream/m"}
                                """)
                        .start()) {
            in.println(gateway.gateway().port());
            assertThat(out.readLine()).isEqualTo(String.valueOf(count));
            await().until(() -> gateway.gateway().running() == 0);
        } finally {
            crowd.destroyForcibly();
        }
    }

    /** Each process has two ends of sockets for each stream, beside its files. */
    private static int affordable() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? (int) Math.min(STREAMS, (system.getMaxFileDescriptorCount() - 1000) / 2)
                : 1000;
    }
}
