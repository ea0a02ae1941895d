package io.serai.gateway.settings;

import io.serai.api.call.DurationText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes settings out of a table, each once, and complains of the file and the key where one is wrong or unknown. */
public final class SettingsReader {

    /** Of every key of ours. */
    public static final String PREFIX = "serai.";

    private static final Pattern BYTES = Pattern.compile("(\\d+)\\s*(KiB|MiB|GiB)?");

    /** A setting as it was found, and where. */
    public record Found(String value, String where) {}

    private final Map<String, Found> table;
    private final Set<String> taken = new TreeSet<>();

    /** @param table by key without {@link #PREFIX} */
    public SettingsReader(Map<String, Found> table) {
        this.table = new TreeMap<>(table);
    }

    /** As it is written, or else the fallback. */
    public String text(String key, String fallback) {
        return find(key).map(Found::value).orElse(fallback);
    }

    /** A whole number within bounds. */
    public int integer(String key, int fallback, int least, int most) {
        String bounds = most == Integer.MAX_VALUE ? " from " + least : " from " + least + " to " + most;
        return parse(key, String.valueOf(fallback), "a whole number" + bounds, value -> {
            int number = Integer.parseInt(value);
            if (number < least || number > most) {
                throw new IllegalArgumentException(value);
            }
            return number;
        });
    }

    /** How many of something there may be: at least one. */
    public int count(String key, int fallback) {
        return integer(key, fallback, 1, Integer.MAX_VALUE);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean fallback) {
        return parse(key, String.valueOf(fallback), "true or false", value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(value);
        });
    }

    /** Bytes that are counted beyond what an array holds. */
    public long bytes(String key, String fallback) {
        return parse(key, fallback, "a size such as 32MiB", SettingsReader::size);
    }

    /** Bytes of something that is held in an array. */
    public int arrayBytes(String key, String fallback) {
        return parse(key, fallback, "a size such as 32MiB, below 2GiB", value -> Math.toIntExact(size(value)));
    }

    private static long size(String value) {
        Matcher matcher = matching(BYTES, value);
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        long factor =
                switch (unit) {
                    case "KiB" -> 1L << 10;
                    case "MiB" -> 1L << 20;
                    case "GiB" -> 1L << 30;
                    default -> 1L;
                };
        long size = Math.multiplyExact(Long.parseLong(matcher.group(1)), factor);
        if (size < 1) {
            throw new IllegalArgumentException(value);
        }
        return size;
    }

    /** Such as {@code 15s}, {@code 200ms} or {@code 10m}. */
    public Duration duration(String key, String fallback) {
        return parse(key, fallback, "a duration such as 15s, 200ms or 10m", value -> DurationText.read(value)
                .orElseThrow(() -> new IllegalArgumentException(value)));
    }

    /**
     * What a value means to its parser, which refuses it by an {@link IllegalArgumentException}. It may hold a secret: where it is wrong it
     * is not repeated.
     */
    public <T> Optional<T> secret(String key, String expected, Function<String, T> parser) {
        return find(key).map(found -> {
            try {
                return parser.apply(found.value().strip());
            } catch (IllegalArgumentException e) {
                throw wrong(key, "expected " + expected);
            }
        });
    }

    /** Words separated by commas, in lower case. */
    public Set<String> set(String key, Set<String> fallback) {
        return find(key)
                .map(found -> Arrays.stream(found.value().split(","))
                        .map(item -> item.strip().toLowerCase(Locale.ROOT))
                        .filter(item -> !item.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()))
                .orElse(fallback);
    }

    /** A file that can be read. */
    public Optional<Path> path(String key) {
        Optional<Path> path = find(key).map(found -> Path.of(found.value()));
        path.filter(file -> !Files.isReadable(file)).ifPresent(file -> {
            throw wrong(key, "expected a file that can be read, found " + file);
        });
        return path;
    }

    /** Unknown keys are errors: nothing that is accepted is inert. */
    public void refuseRest() {
        for (String key : table.keySet()) {
            if (!taken.contains(key)) {
                throw wrong(key, "is not known; known are " + taken);
            }
        }
    }

    /** The keys that have been asked for so far. */
    public Set<String> known() {
        return Set.copyOf(taken);
    }

    /** Names the file and the key. */
    public StartException wrong(String key, String what) {
        Found found = table.get(key);
        String where = found == null ? "" : found.where() + ": ";
        return new StartException(where + PREFIX + key + " " + what);
    }

    private Optional<Found> find(String key) {
        taken.add(key);
        return Optional.ofNullable(table.get(key));
    }

    private <T> T parse(String key, String fallback, String expected, Function<String, T> parser) {
        String value = text(key, fallback).strip();
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong(key, "expected " + expected + ", found '" + value + "'");
        }
    }

    private static Matcher matching(Pattern pattern, String value) {
        Matcher matcher = pattern.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(value);
        }
        return matcher;
    }
}
