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

    /** Resident memory of the tree, in KiB. Pages that its processes share are counted for each. */
    static long rssKib(long pid) {
        return tree(pid).mapToLong(ProcStat::rss).sum();
    }

    /** The {@code -X} flags of the Java processes of the tree, without those that name a file. */
    static List<String> javaFlags(long pid) {
        return tree(pid)
                .flatMap(id -> Arrays.stream(read(id, "cmdline").split("\0")))
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
        String stat = read(pid, "stat");
        // The second field is the command in brackets and may hold blanks: count from the last bracket.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
        if (fields.length < 15) {
            return 0;
        }
        // utime, stime, cutime, cstime are fields 14 to 17; the first one here is field 3.
        return Stream.of(fields[11], fields[12], fields[13], fields[14])
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static long rss(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** Empty when the process has ended meanwhile. */
    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static long ticksPerSecond() {
        String answer = Commands.firstLine("getconf", "CLK_TCK");
        return answer.isEmpty() ? 100 : Long.parseLong(answer);
    }
}
