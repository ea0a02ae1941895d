package io.serai.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What Linux says of a process and all its descendants ({@code man 5 proc}). */
final class ProcStat {

    private static final long MICROS_PER_TICK = 1_000_000 / ticksPerSecond();

    private ProcStat() {}

    /** User and system time spent by the tree so far, ended children included, in microseconds; steps of 10 ms on most machines. */
    static long cpuMicros(long pid) {
        return tree(pid).mapToLong(ProcStat::ticks).sum() * MICROS_PER_TICK;
    }

    /** What one of its threads has spent, by the name that the system knows it by; 0 where there is none of it. */
    static long threadMicros(long pid, String name) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.map(thread -> pid + "/task/" + thread.getFileName())
                            .filter(thread -> read(thread, "comm").strip().equals(name))
                            .mapToLong(thread -> ticks(read(thread, "stat"), 2))
                            .sum()
                    * MICROS_PER_TICK;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Resident memory of the tree, in KiB. Pages that its processes share are counted for each. */
    static long rssKib(long pid) {
        return tree(pid).mapToLong(ProcStat::rss).sum();
    }

    /** The {@code -X} flags of the Java processes of the tree, without those that name a file. */
    static List<String> javaFlags(long pid) {
        return tree(pid)
                .flatMap(id -> Arrays.stream(read(String.valueOf(id), "cmdline").split("\0")))
                .filter(word -> word.startsWith("-X") && !word.contains("/"))
                .distinct()
                .toList();
    }

    private static Stream<Long> tree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(ProcessHandle::pid);
    }

    private static long ticks(long pid) {
        return ticks(read(String.valueOf(pid), "stat"), 4);
    }

    /** @param times how many of utime, stime, cutime, cstime; of a thread the children are those of its process */
    private static long ticks(String stat, int times) {
        // The second field is the command in brackets and may hold blanks: count from the last bracket.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
        if (fields.length < 15) {
            return 0;
        }
        // utime, stime, cutime, cstime are fields 14 to 17; the first one here is field 3.
        return Arrays.stream(fields, 11, 11 + times).mapToLong(Long::parseLong).sum();
    }

    private static long rss(long pid) {
        return read(String.valueOf(pid), "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** Empty when the process has ended meanwhile. */
    private static String read(String process, String file) {
        try {
            return Files.readString(Path.of("/proc", process, file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static long ticksPerSecond() {
        String answer = Commands.firstLine("getconf", "CLK_TCK");
        return answer.isEmpty() ? 100 : Long.parseLong(answer);
    }
}
