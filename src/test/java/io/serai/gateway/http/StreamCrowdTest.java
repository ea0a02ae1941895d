package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.serai.gateway.TestGateway;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Five thousand streams open at once, through a circuit breaker: every one complete, in little memory, on few threads. */
class StreamCrowdTest {

    private static final int STREAMS = 5000;

    /** One after the other: what one has left behind is not added to what the next one takes. */
    private static final int CROWDS = 2;

    private static final long MEMORY = 500_000_000;

    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void fiveThousandStreams_openTogetherThroughABreaker_areAllCompleteInLittleMemory() throws Exception {
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
        TestGateway.Setup setup = TestGateway.setup();
        try (BufferedReader out = crowd.inputReader(StandardCharsets.UTF_8);
                PrintStream in = new PrintStream(crowd.getOutputStream(), true, StandardCharsets.UTF_8)) {
            setup.provider("upstream", out.readLine())
                    .model(
                            "crowd",
                            """
                            - circuitBreaker:
                                steps:
                                  - to: {uri: "ai:upstream/m"}
                            """);
            try (GatewayProcess gateway = GatewayProcess.start(setup.folder(), folder.resolve("gateway.log"))) {
                for (int crowds = 0; crowds < CROWDS; crowds++) {
                    in.println(gateway.port());
                    assertThat(out.readLine()).isEqualTo(String.valueOf(count));
                }
                assertThat(gateway.peakMemory()).isLessThanOrEqualTo(MEMORY);
                assertThat(gateway.threads()).isLessThan(100);
            }
        } finally {
            crowd.destroyForcibly();
            TestGateway.delete(setup.folder());
        }
    }

    /** Each process has two ends of sockets for each stream, beside its files. */
    private static int affordable() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? (int) Math.min(STREAMS, (system.getMaxFileDescriptorCount() - 1000) / 2)
                : 1000;
    }
}
