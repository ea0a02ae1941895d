package io.serai.api.meter;

import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Usage and attempts of one request, shared by all copies of its exchange, so that a workflow of nine calls is one bill with nine
 * lines. Thread-safe.
 */
public final class Meter {

    private final MeterListener listener;
    private final Purpose purpose;
    private final List<Attempt> attempts = new ArrayList<>(2);
    private final List<Attempt> hits = new ArrayList<>(0);
    private final AtomicInteger lines = new AtomicInteger();
    private final long begunAt = System.nanoTime();

    public Meter(MeterListener listener) {
        this(listener, Purpose.CALL);
    }

    /** @param purpose of every attempt */
    public Meter(MeterListener listener, Purpose purpose) {
        this.listener = listener;
        this.purpose = purpose;
    }

    /** What every attempt is for. */
    public Purpose purpose() {
        return purpose;
    }

    /** A call to a provider begins. */
    public Attempt begin(String provider, String model, Operation operation) {
        Attempt attempt = new Attempt(provider, model, operation, purpose, listener);
        synchronized (this) {
            attempts.add(attempt);
        }
        listener.begun(attempt);
        return attempt;
    }

    /**
     * A cache has answered in place of a provider.
     *
     * @param provider and model of the call whose answer it was
     * @param usage of that call, as the answer says it
     * @return a succeeded attempt that nobody has made: it is none of {@link #attempts}
     */
    public Attempt hit(String provider, String model, Operation operation, Usage usage) {
        Attempt hit = new Attempt(provider, model, operation, purpose, MeterListener.NONE);
        hit.report(usage);
        hit.succeed();
        synchronized (this) {
            hits.add(hit);
        }
        listener.hit(hit);
        return hit;
    }

    /** The number of one more line on the request's bill, from 1; no two are told the same, however much of the request runs at once. */
    public int nextLine() {
        return lines.incrementAndGet();
    }

    /** Answers that caches have given. */
    public synchronized List<Attempt> hits() {
        return List.copyOf(hits);
    }

    /** Every attempt so far, in the order of their beginning. */
    public synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** How many attempts have begun. */
    public synchronized int count() {
        return attempts.size();
    }

    /** The attempt that the answer most likely comes from: the last that began and has neither failed nor been given up. */
    public synchronized Optional<Attempt> answering() {
        Attempt givenUp = null;
        for (int i = attempts.size() - 1; i >= 0; i--) {
            Attempt attempt = attempts.get(i);
            Attempt.Outcome outcome = attempt.outcome();
            if (outcome == Attempt.Outcome.RUNNING || outcome == Attempt.Outcome.SUCCEEDED) {
                return Optional.of(attempt);
            }
            givenUp = givenUp == null && outcome == Attempt.Outcome.CANCELLED ? attempt : givenUp;
        }
        return Optional.ofNullable(givenUp);
    }

    /**
     * Nanoseconds since this meter was made in which no attempt ran: what the gateway took for itself, waiting between retries included.
     */
    public synchronized long ownNanos() {
        long now = System.nanoTime();
        long known = begunAt;
        long own = 0;
        for (Attempt attempt : attempts) {
            own += Math.max(0, attempt.startedAt() - known);
            long end = attempt.startedAt() + attempt.duration().toNanos();
            known = end - known > 0 ? end : known;
        }
        return own + Math.max(0, now - known);
    }

    /** The usage of all attempts and hits that reported one, summed; empty when none did. */
    public synchronized Map<String, Object> usage() {
        List<Map<String, Object>> parts = new ArrayList<>(attempts.size() + hits.size());
        for (Attempt attempt : attempts) {
            attempt.usage().ifPresent(usage -> parts.add(usage.map()));
        }
        for (Attempt hit : hits) {
            hit.usage().ifPresent(usage -> parts.add(usage.map()));
        }
        return Usage.sum(parts);
    }
}
