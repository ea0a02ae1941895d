package io.serai.providers.http;

import io.serai.api.call.Deadline;
import io.serai.api.error.SeraiException;
import io.serai.providers.spi.Timeouts;
import java.time.Duration;

/** How long one call still waits for what. No timer is set for a call that goes well. */
final class Patience {

    private final String provider;
    private final Timeouts timeouts;
    private final long start = System.nanoTime();
    private final long overall;
    private final Duration overallLimit;
    private boolean begun;

    Patience(String provider, Waits waits) {
        this.provider = provider;
        this.timeouts = waits.timeouts();
        Deadline own = new Deadline(start + timeouts.total().toNanos());
        this.overall = own.earlierOf(waits.deadline()).nanoTime();
        this.overallLimit = Duration.ofNanos(Math.max(0, overall - start));
    }

    /** From now on the idle timeout counts, not that for the first token. */
    void begun() {
        begun = true;
    }

    void awaitHead(Inbox inbox, Exchange exchange) {
        long connect = start + nanos(timeouts.connect());
        long firstToken = start + nanos(timeouts.firstToken());
        Inbox.Outcome outcome = inbox.await(Inbox.Event.HEAD, earlier(overall, earlier(connect, firstToken)));
        if (outcome == Inbox.Outcome.LATE && !isPast(overall) && !isPast(firstToken)) {
            if (!exchange.isConnected()) {
                throw Failures.timeout(provider, "a connection", timeouts.connect());
            }
            outcome = inbox.await(Inbox.Event.HEAD, earlier(overall, firstToken));
        }
        check(outcome, "the first token", timeouts.firstToken());
    }

    void awaitBytes(Inbox inbox) {
        long now = System.nanoTime();
        if (begun) {
            check(
                    inbox.await(Inbox.Event.BYTES, earlier(overall, now + nanos(timeouts.idle()))),
                    "the next piece of its answer",
                    timeouts.idle());
        } else {
            check(
                    inbox.await(Inbox.Event.BYTES, earlier(overall, start + nanos(timeouts.firstToken()))),
                    "the first token",
                    timeouts.firstToken());
        }
    }

    /** Waits for the end, as long as bytes keep coming. */
    void awaitEnd(Inbox inbox) {
        long idle = nanos(timeouts.idle());
        long quietUntil = System.nanoTime() + idle;
        while (true) {
            Inbox.Outcome outcome = inbox.await(Inbox.Event.END, earlier(overall, quietUntil));
            long next = inbox.lastBytesNanos() + idle;
            if (outcome == Inbox.Outcome.LATE && !isPast(overall) && next - quietUntil > 0) {
                quietUntil = next;
            } else {
                check(outcome, "the next piece of its answer", timeouts.idle());
                return;
            }
        }
    }

    private void check(Inbox.Outcome outcome, String what, Duration limit) {
        switch (outcome) {
            case ARRIVED -> {}
            case LATE -> throw late(what, limit);
            case INTERRUPTED -> throw Failures.interrupted();
        }
    }

    private SeraiException late(String what, Duration limit) {
        return isPast(overall)
                ? Failures.timeout(provider, "everything together", overallLimit)
                : Failures.timeout(provider, what, limit);
    }

    private static boolean isPast(long moment) {
        return moment - System.nanoTime() <= 0;
    }

    private static long earlier(long left, long right) {
        return left - right < 0 ? left : right;
    }

    /** A year at most, so that sums stay comparable. */
    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(365)) > 0
                ? Duration.ofDays(365).toNanos()
                : duration.toNanos();
    }
}
