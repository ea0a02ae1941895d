package io.serai.gateway.http;

import static org.awaitility.Awaitility.await;

import io.serai.gateway.boot.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, with the JVM's options that {@code ./serai run} gives it: what it costs can be asked of the system. */
final class GatewayProcess implements AutoCloseable {

    private static final Pattern OPTIONS = Pattern.compile("(?m)^gateway_flags=\\((.*)\\)$");
    private static final Pattern LISTENS = Pattern.compile("Serai listens on http://127\\.0\\.0\\.1:(\\d+) ");

    private final Process process;
    private final Path log;
    private final int port;

    private GatewayProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !process.isAlive() || LISTENS.matcher(log()).find());
        Matcher listens = LISTENS.matcher(log());
        if (!listens.find()) {
            throw new AssertionError("the gateway did not start: " + log());
        }
        port = Integer.parseInt(listens.group(1));
    }

    /** @param log takes what the process says */
    static GatewayProcess start(Path routes, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Launcher.class.getName()));
        command.addAll(List.of("--routes", routes.toString(), "--port", "0", "--management-port", "-1"));
        command.addAll(List.of("--set", "serai.auth=off"));
        return new GatewayProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    private static List<String> options() throws IOException {
        Matcher options = OPTIONS.matcher(Files.readString(Path.of("../serai")));
        if (!options.find()) {
            throw new AssertionError("./serai has no gateway_flags any more");
        }
        return List.of(options.group(1).split(" "));
    }

    int port() {
        return port;
    }

    /** The most memory in bytes that the process has had in RAM so far (proc_pid_status.txt of the kernel). */
    long peakMemory() throws IOException {
        return status("VmHWM") * 1024;
    }

    /** Threads of the system; virtual ones are none. */
    long threads() throws IOException {
        return status("Threads");
    }

    private long status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
}
