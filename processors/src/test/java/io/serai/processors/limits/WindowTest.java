package io.serai.processors.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.limits.Window.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When windows begin and end. */
class WindowTest {

    @ParameterizedTest(name = "{0} in {1} at {2}")
    @CsvSource({
        "SECOND, UTC, 2026-03-29T00:59:59.500Z, 2026-03-29T00:59:59Z, 2026-03-29T01:00:00Z",
        "MINUTE, UTC, 2026-03-29T00:59:59.500Z, 2026-03-29T00:59:00Z, 2026-03-29T01:00:00Z",
        "HOUR, Asia/Kolkata, 2026-01-01T10:15:00Z, 2026-01-01T09:30:00Z, 2026-01-01T10:30:00Z",
        // Clocks are set forward from 2 to 3, back from 3 to 2: the day has 23 hours, 25 hours, the hour has sixty
        // minutes.
        "HOUR, Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T00:00:00Z, 2026-03-29T01:00:00Z",
        "DAY, Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "DAY, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "HOUR, Europe/Berlin, 2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z",
        // By half an hour, at 2: the hour that begins at half past one ends early, at two.
        "HOUR, Australia/Lord_Howe, 2026-04-04T14:45:00Z, 2026-04-04T14:00:00Z, 2026-04-04T15:00:00Z",
        "HOUR, Australia/Lord_Howe, 2026-04-04T15:10:00Z, 2026-04-04T15:00:00Z, 2026-04-04T15:30:00Z",
        // There is no midnight: the day begins at one.
        "DAY, Africa/Cairo, 2026-04-24T12:00:00Z, 2026-04-23T22:00:00Z, 2026-04-24T21:00:00Z",
        "WEEK, Europe/Berlin, 2026-11-21T12:00:00Z, 2026-11-15T23:00:00Z, 2026-11-22T23:00:00Z",
        "WEEK, UTC, 2026-11-16T00:00:00Z, 2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z",
        "MONTH, UTC, 2024-02-29T23:59:59Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "MONTH, America/New_York, 2026-03-31T12:00:00Z, 2026-03-01T05:00:00Z, 2026-04-01T04:00:00Z",
    })
    void counter_ofACalendar_beginsAndEndsAsItsZoneSays(
            Unit unit, String zone, Instant now, Instant from, Instant until) {
        Counter counter = Window.calendar(unit, ZoneId.of(zone)).counter("lim", 5, now.toEpochMilli());

        assertThat(Instant.ofEpochMilli(counter.from())).isEqualTo(from);
        assertThat(Instant.ofEpochMilli(counter.until())).isEqualTo(until);
        assertThat(counter.rolling()).isNull();
    }

    /** From 2020 to 2040, in zones with rules of all kinds. */
    @Property(tries = 2_000)
    void counter_ofACalendar_followsOnTheOneBefore(
            @ForAll @LongRange(min = 1_577_836_800_000L, max = 2_208_988_800_000L) long now,
            @ForAll Unit unit,
            @ForAll @LongRange(min = 0, max = 4) long zone) {
        String name = List.of("UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo")
                .get((int) zone);
        Window window = Window.calendar(unit, ZoneId.of(name));
        Counter counter = window.counter("lim", 5, now);

        assertThat(counter.from()).isLessThanOrEqualTo(now);
        assertThat(counter.until()).isGreaterThan(now);
        if (unit != Unit.TOTAL) {
            assertThat(window.counter("lim", 5, counter.from())).isEqualTo(counter);
            assertThat(window.counter("lim", 5, counter.until() - 1)).isEqualTo(counter);
            assertThat(window.counter("lim", 5, counter.until()).from()).isEqualTo(counter.until());
        }
    }

    @Property(tries = 500)
    void counter_rolling_isAPartOfTheWindow(
            @ForAll @LongRange(min = 0, max = 2_208_988_800_000L) long now, @ForAll Unit unit) {
        if (unit == Unit.TOTAL) {
            return;
        }
        Window window = Window.rolling(unit);
        Counter counter = window.counter("lim", 5, now);

        assertThat(counter.from()).isLessThanOrEqualTo(now);
        assertThat(counter.until() - counter.from()).isEqualTo(window.partMillis());
        assertThat(counter.rolling()).isNotNull();
        assertThat(window.partMillis() * window.parts())
                .isEqualTo(Objects.requireNonNull(counter.rolling()).toMillis());
    }
}
