package io.serai.processors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F31 and F34 on three real processes: what is there for k calls admits k calls, however many ask at once and wherever. */
class ThreeProcessesTest {

    private static final int CALLERS = 67;

    @TempDir
    private Path folder;

    private final List<Node> nodes = new ArrayList<>();

    /** A process that this test started. */
    private static final class Node {
        private final Process process;
        private final BufferedReader out;
        private final Writer in;

        Node(Process process) {
            this.process = process;
            this.out = process.inputReader();
            this.in = process.outputWriter();
        }

        void ask(String line) throws IOException {
            in.write(line + "\n");
            in.flush();
        }

        String answer() throws IOException {
            return String.valueOf(out.readLine());
        }
    }

    @BeforeEach
    void start() throws IOException {
        List<String> ports = FreePorts.of(3).stream().map(String::valueOf).toList();
        for (String port : ports) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LimitsProcess.class.getName(),
                    "processes-" + ports.get(0),
                    port,
                    folder.toString()));
            command.addAll(ports);
            nodes.add(new Node(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()));
        }
        for (Node node : nodes) {
            assertThat(node.answer()).isEqualTo("ready");
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Node node : nodes) {
            node.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private long admitted(String limit, long capacity, int callers) throws IOException {
        for (Node node : nodes) {
            node.ask(limit + " " + capacity + " " + callers);
        }
        long sum = 0;
        for (Node node : nodes) {
            sum += Long.parseLong(node.answer());
        }
        return sum;
    }

    @Test
    void admit_twoHundredAtOnceOnThreeNodes_exactlyAsManyAsThereAre() throws IOException {
        for (long capacity : new long[] {1, 2, 3, 10, 50, 150, 200}) {
            String limit = "lim_" + capacity;

            assertThat(admitted(limit, capacity, CALLERS)).as(limit).isEqualTo(capacity);
            assertThat(admitted(limit, capacity, 1)).as(limit + " afterwards").isZero();
            assertThat(FileLedger.calls(folder, limit)).isEqualTo(capacity);
        }
    }

    @Test
    void admit_oneIsKilledInTheMidst_noMoreThanThereAreAndItsShare() throws Exception {
        int callers = 20;
        long capacity = 150;
        Node killed = nodes.get(1);
        for (Node node : nodes) {
            node.ask("lim_kill " + capacity + " " + callers);
        }
        await().until(() -> FileLedger.calls(folder, "lim_kill") > 0);
        killed.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        nodes.remove(killed);
        for (Node node : nodes) {
            node.answer();
        }

        // All that it held and did not use is there for the others once its lease is over.
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            admitted("lim_kill", capacity, callers);
            return FileLedger.calls(folder, "lim_kill") >= capacity;
        });
        assertThat(admitted("lim_kill", capacity, callers)).isZero();
        assertThat(FileLedger.calls(folder, "lim_kill")).isBetween(capacity, capacity + callers);
    }
}
