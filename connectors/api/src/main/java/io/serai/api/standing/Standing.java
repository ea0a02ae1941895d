package io.serai.api.standing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a node knows of one target: how busy it is, how quick, how much it has been used, whether it rests. Times are nanoseconds on any
 * clock that does not go backwards. Thread-safe, without locks.
 */
public final class Standing {

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong tokensHere = new AtomicLong();
    /** Calls that run on other nodes, as far as they have told. */
    private volatile int elsewhere;

    private final Cell<Latency> streamed = new Cell<>(Latency.UNKNOWN);
    private final Cell<Latency> whole = new Cell<>(Latency.UNKNOWN);
    private final Recent streams = new Recent();
    private final Recent answers = new Recent();
    private final Cell<UsedTokens> used = new Cell<>(UsedTokens.NONE);
    private final Cell<Rest> rest = new Cell<>(Rest.NONE);

    /** Calls that have begun and not ended, on all nodes. */
    public int running() {
        return running.get() + elsewhere;
    }

    /** Those of them that this node makes. */
    public int runningHere() {
        return running.get();
    }

    /** So many calls run on other nodes. */
    public void runningElsewhere(int calls) {
        elsewhere = calls;
    }

    /** A call begins, provided that as many run as the one who chose this target saw. */
    public boolean begin(int seen) {
        int here = seen - elsewhere;
        return running.compareAndSet(here, here + 1);
    }

    public void begin() {
        running.incrementAndGet();
    }

    public void end() {
        running.decrementAndGet();
    }

    /**
     * Nanoseconds to the first token, or to a whole answer, by the calls so far, and less the longer ago they were; 0 where nothing is known
     * yet.
     */
    public double latency(AnswerForm form, long now) {
        return latency(form).get().expected(now);
    }

    /** What 95 of 100 of the last calls did not exceed; empty while too few are known. */
    public Optional<Duration> slowest(AnswerForm form) {
        return (form == AnswerForm.STREAMED ? streams : answers).p95();
    }

    public void observeLatency(AnswerForm form, long nanos, long now) {
        (form == AnswerForm.STREAMED ? streams : answers).add(nanos);
        latency(form).change(known -> known.with(nanos, now));
    }

    /** A call has been given up that had not begun to answer after so long, as another target was quicker. */
    public void observeOvertaken(AnswerForm form, long nanos, long now) {
        (form == AnswerForm.STREAMED ? streams : answers).add(nanos);
        latency(form).change(known -> known.withAtLeast(nanos, now));
    }

    private Cell<Latency> latency(AnswerForm form) {
        return form == AnswerForm.STREAMED ? streamed : whole;
    }

    /** Tokens in the last minute, about. */
    public double usedTokens(long now) {
        return used.get().inLastMinute(now);
    }

    public void observeTokens(long tokens, long now) {
        tokensHere.addAndGet(tokens);
        observeTokensElsewhere(tokens, now);
    }

    /** Another node has used them. */
    public void observeTokensElsewhere(long tokens, long now) {
        used.change(known -> known.with(tokens, now));
    }

    /** All tokens that this node has used since it knows the target. */
    public long tokensHere() {
        return tokensHere.get();
    }

    /** Whether a call may be tried: it does not rest, or has rested and nobody is trying it out. */
    public boolean isOpen(long now) {
        return rest.get().isOpen(now);
    }

    /** How long it rests from now on; zero where it does not. */
    public Duration rests(long now) {
        return Duration.ofNanos(restsNanos(now));
    }

    /** The same as a number, for those who ask with each call. */
    public long restsNanos(long now) {
        return Math.max(0, rest.get().until() - now);
    }

    /** How long from now on it has itself asked to be left alone; zero where it may be tried, be it before the end of its rest. */
    public Duration asksToWait(long now) {
        return Duration.ofNanos(asksToWaitNanos(now));
    }

    /** The same as a number. */
    public long asksToWaitNanos(long now) {
        return Math.max(0, rest.get().told() - now);
    }

    /** Lets a call through; of those that come after a rest only one, until it is known how that one ended. */
    public boolean enter(long now) {
        Rest before = rest.get();
        while (before.isOpen(now)) {
            Rest after = before.entered(now);
            if (after.equals(before) || rest.replace(before, after)) {
                return true;
            }
            before = rest.get();
        }
        return false;
    }

    /** Tries a target that rests before its time, as nobody else may be asked; not where the target itself has said how long. */
    public boolean enterEarly(long now) {
        Rest before = rest.get();
        Rest after = before.enteredEarly(now);
        return after != null && rest.replace(before, after);
    }

    /** The target answered. A rest that others have brought about meanwhile stays, unless this call tried it out. */
    public void succeeded(long begunAt, long now) {
        rest.change(known -> known.afterSuccess(begunAt, now));
    }

    /** The target failed, and says itself or by its policy how long it should rest. */
    public void failed(Cooldown policy, Duration asked, long now) {
        rest.change(known -> known.afterFailure(policy, asked, now));
    }

    /** A call ended without saying anything about the target; where it tried it out, the next one may. */
    public void abandoned(long begunAt) {
        rest.change(known -> known.afterNothing(begunAt));
    }
}
