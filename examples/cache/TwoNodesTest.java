package io.serai.examples.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The script of the README with two real nodes: what it says of each call, and that it leaves nothing behind. */
class TwoNodesTest {

    @Test
    void demo_tellsWhatTheReadmeSays_andEndsItsNodes() throws Exception {
        Process script = start();
        try {
            String told = new String(script.getInputStream().readAllBytes(), UTF_8);

            assertThat(script.waitFor(20, TimeUnit.SECONDS)).as(told).isTrue();
            assertThat(script.exitValue()).as(told).isZero();
            assertThat(told.lines()
                            .map(line -> line.replaceFirst("^[^:]*: +", "").replaceFirst("\\d+ events", "events")))
                    .as(told)
                    .containsExactly("miss", "hit", "semantic-hit", "miss", "hit, events", "{\"purged\":4}", "miss");
        } finally {
            script.descendants().forEach(ProcessHandle::destroyForcibly);
            script.destroyForcibly();
        }
    }

    private static Process start() throws IOException {
        ProcessBuilder script = new ProcessBuilder("bash", "cache/two-nodes.sh", "demo").redirectErrorStream(true);
        String java = ProcessHandle.current().info().command().orElse("java");
        script.environment()
                .put(
                        "SERAI_LAUNCHER",
                        java + " -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "
                                + System.getProperty("java.class.path") + " io.serai.gateway.boot.Launcher");
        script.environment().put("SERAI_PORTS", freePorts(6));
        return script.start();
    }

    private static String freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream()
                    .map(socket -> String.valueOf(socket.getLocalPort()))
                    .collect(Collectors.joining(" "));
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
