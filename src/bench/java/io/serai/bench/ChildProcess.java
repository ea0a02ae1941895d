package io.serai.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process that the benchmark started, with all that it started in turn; closing ends the whole tree. */
public final class ChildProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a command whose output goes to {@code <name>.log} in a folder. */
    public static ChildProcess logged(String name, List<String> command, Map<String, String> environment, Path folder) {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return start(name, builder, log);
    }

    /** Starts a command that is talked to: its standard output is a pipe, only its errors go to {@code <name>.log}. */
    static ChildProcess piped(String name, List<String> command, Path folder) {
        Path log = folder.resolve(name + ".log");
        return start(
                name, new ProcessBuilder(command).redirectOutput(Redirect.PIPE).redirectError(log.toFile()), log);
    }

    /** A main class of the benchmark on the class path and the Java of this process. */
    static List<String> java(List<String> flags, Class<?> main, Object... args) {
        return Stream.of(
                        Stream.of(javaCommand()),
                        flags.stream(),
                        Stream.of("-cp", System.getProperty("java.class.path"), main.getName()),
                        Stream.of(args).map(String::valueOf))
                .flatMap(part -> part)
                .toList();
    }

    public static String javaCommand() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    private static ChildProcess start(String name, ProcessBuilder builder, Path log) {
        try {
            Files.createDirectories(log.getParent());
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + name, e);
        }
    }

    public Process process() {
        return process;
    }

    long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** The first match in what the process has written, once there is one; empty where none comes in time. */
    public Optional<String> awaitOutput(Pattern pattern, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        do {
            try {
                Matcher found = pattern.matcher(Files.readString(log));
                if (found.find()) {
                    return Optional.of(found.group());
                }
            } catch (IOException e) {
                // Nothing has been written yet.
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } while (alive() && until - System.nanoTime() > 0);
        return Optional.empty();
    }

    /** The end of what the process wrote, for a message about its failure. */
    public String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "nothing was written to " + log;
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        tree.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tree.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public String toString() {
        return name;
    }
}
