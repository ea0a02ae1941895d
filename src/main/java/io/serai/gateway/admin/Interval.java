package io.serai.gateway.admin;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/**
 * A time that is asked about.
 *
 * @param from the first instant that counts, in milliseconds since the epoch
 * @param until the first that no longer counts
 */
record Interval(long from, long until) {

    /** As the call's {@code from} and {@code until} say; all time where they say nothing. */
    static Interval of(AdminCall call) {
        Interval interval = new Interval(millis(call, "from", 0), millis(call, "until", Long.MAX_VALUE));
        if (interval.from() >= interval.until()) {
            throw ProblemException.badParameter("until", "expected an instant after 'from'");
        }
        return interval;
    }

    private static long millis(AdminCall call, String name, long otherwise) {
        try {
            return call.text(name)
                    .map(text -> OffsetDateTime.parse(text).toInstant().toEpochMilli())
                    .orElse(otherwise);
        } catch (DateTimeException | ArithmeticException e) {
            throw ProblemException.badParameter(name, "expected an instant such as 2026-11-01T00:00:00Z");
        }
    }
}
