package io.serai.processors.limits;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time in which an amount may be used: a calendar's, which all begin together, or one that looks back from each moment. Looking back
 * goes by parts, a tenth of a second's or a sixtieth of a longer window: what was used in the oldest counts until all of that is too long
 * ago. So never more than the amount is used in any window of that length, and a part of it may come back by one part of the window late.
 *
 * @param zone whose calendar it is; of no matter where it looks back
 */
public record Window(Unit unit, Kind kind, ZoneId zone) {

    /** How long it is. {@link #label()} is the spelling in APIs and files. */
    public enum Unit {
        SECOND(Duration.ofSeconds(1), 10),
        MINUTE(Duration.ofMinutes(1), 60),
        HOUR(Duration.ofHours(1), 60),
        DAY(Duration.ofDays(1), 60),
        /** From Monday on. */
        WEEK(Duration.ofDays(7), 60),
        /** Looking back, thirty days. */
        MONTH(Duration.ofDays(30), 60),
        /** For ever. */
        TOTAL(Duration.ZERO, 1);

        private final String label = name().toLowerCase(Locale.ROOT);
        private final Duration length;
        private final int parts;

        Unit(Duration length, int parts) {
            this.length = length;
            this.parts = parts;
        }

        public String label() {
            return label;
        }

        /** The unit with this {@link #label()}. */
        public static Optional<Unit> of(String label) {
            for (Unit unit : values()) {
                if (unit.label.equals(label)) {
                    return Optional.of(unit);
                }
            }
            return Optional.empty();
        }
    }

    /** Where it begins. */
    public enum Kind {
        CALENDAR,
        ROLLING
    }

    /** Without an end: what is used up stays so, unless it is given back. */
    public static final Window ENDLESS = calendar(Unit.TOTAL, ZoneOffset.UTC);

    public Window {
        if (unit == Unit.TOTAL && kind == Kind.ROLLING) {
            throw new IllegalArgumentException("a window without end can't be rolling");
        }
    }

    public static Window calendar(Unit unit, ZoneId zone) {
        return new Window(unit, Kind.CALENDAR, zone);
    }

    public static Window rolling(Unit unit) {
        return new Window(unit, Kind.ROLLING, ZoneOffset.UTC);
    }

    /**
     * The counter of a moment.
     *
     * @param limit id of the limit, with the subject it is counted for
     * @param now in milliseconds since the epoch
     */
    Counter counter(String limit, long capacity, long now) {
        if (unit == Unit.TOTAL) {
            return new Counter(limit, capacity, 0, Long.MAX_VALUE, null);
        }
        if (kind == Kind.ROLLING) {
            long part = partMillis();
            long from = Math.floorDiv(now, part) * part;
            return new Counter(limit, capacity, from, from + part, unit.length);
        }
        return switch (unit) {
            case SECOND, MINUTE, HOUR -> byClock(limit, capacity, now);
            default -> byDate(limit, capacity, now);
        };
    }

    /** How long a part of a rolling window is. */
    long partMillis() {
        return unit.length.toMillis() / unit.parts;
    }

    /** How many parts a rolling window has. */
    int parts() {
        return unit.parts;
    }

    /** As messages have it: {@code per minute}. */
    String words() {
        return unit == Unit.TOTAL ? "in all" : "per " + unit.label;
    }

    /** Where clocks are set forward or back a window ends, and one begins that ends as the new time says. */
    private Counter byClock(String limit, long capacity, long now) {
        ZoneRules rules = zone.getRules();
        Instant moment = Instant.ofEpochMilli(now);
        long offset = rules.getOffset(moment).getTotalSeconds() * 1_000L;
        long length = unit.length.toMillis();
        long from = Math.floorDiv(now + offset, length) * length - offset;
        long until = from + length;
        if (!rules.isFixedOffset()) {
            from = Math.max(from, millis(rules.previousTransition(moment.plusMillis(1)), from));
            until = Math.min(until, millis(rules.nextTransition(moment), until));
        }
        return new Counter(limit, capacity, from, until, null);
    }

    private static long millis(@Nullable ZoneOffsetTransition transition, long otherwise) {
        return transition == null ? otherwise : transition.getInstant().toEpochMilli();
    }

    private Counter byDate(String limit, long capacity, long now) {
        LocalDate today = Instant.ofEpochMilli(now).atZone(zone).toLocalDate();
        LocalDate first =
                switch (unit) {
                    case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                    case MONTH -> today.withDayOfMonth(1);
                    default -> today;
                };
        LocalDate next =
                switch (unit) {
                    case WEEK -> first.plusWeeks(1);
                    case MONTH -> first.plusMonths(1);
                    default -> first.plusDays(1);
                };
        return new Counter(limit, capacity, startOf(first), startOf(next), null);
    }

    private long startOf(LocalDate date) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
