package io.serai.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the figures of a report depend on, without the machine's name. */
record Machine(String processor, int cores, String memory, String kernel, String jdk, String load) {

    static Machine here() {
        return new Machine(
                after("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                after("/proc/meminfo", "MemTotal"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"),
                line("/proc/loadavg", line -> true));
    }

    /** Whether others kept half of the machine or more busy when the run began: what it found then says little. */
    boolean busy() {
        String lastMinute = load.split(" ")[0];
        return lastMinute.matches("[0-9.]+") && Double.parseDouble(lastMinute) > cores / 2.0;
    }

    static String vertxVersion() {
        try (InputStream in = Machine.class.getResourceAsStream("/META-INF/vertx/vertx-version.txt")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
        } catch (IOException e) {
            return "";
        }
    }

    /** How many files a process may open, at most; the greatest number there is when that can't be told. */
    static int openFiles() {
        String[] words = line("/proc/self/limits", line -> line.startsWith("Max open files"))
                .split(" +");
        return words.length > 4 && words[4].matches("\\d{1,9}") ? Integer.parseInt(words[4]) : Integer.MAX_VALUE;
    }

    private static String after(String file, String name) {
        String line = line(file, candidate -> candidate.startsWith(name));
        return line.substring(line.indexOf(':') + 1).trim();
    }

    private static String line(String file, Predicate<String> wanted) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(wanted).findFirst().orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
