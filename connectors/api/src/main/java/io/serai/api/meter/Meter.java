package io.serai.api.meter;

import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Usage and attempts of one request, shared by all copies of its exchange, so that a workflow of nine calls is one bill with nine
 * lines. Thread-safe.
 */
public final class Meter {

    private final MeterListener listener;
    private final List<Attempt> attempts = new ArrayList<>(2);

    public Meter(MeterListener listener) {
        this.listener = listener;
    }

    /** A call to a provider begins. */
    public Attempt begin(String provider, String model, Operation operation) {
        Attempt attempt = new Attempt(provider, model, operation, listener);
        synchronized (this) {
            attempts.add(attempt);
        }
        listener.begun(attempt);
        return attempt;
    }

    /** Every attempt so far, in the order of their beginning. */
    public synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** How many attempts have begun. */
    public synchronized int count() {
        return attempts.size();
    }

    /** The attempt that the answer most likely comes from: the last that began and has not failed. */
    public synchronized Optional<Attempt> answering() {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            if (attempts.get(i).outcome() != Attempt.Outcome.FAILED) {
                return Optional.of(attempts.get(i));
            }
        }
        return Optional.empty();
    }

    /** The usage of all attempts that reported one, summed; empty when none did. */
    public synchronized Map<String, Object> usage() {
        List<Map<String, Object>> parts = new ArrayList<>(attempts.size());
        for (Attempt attempt : attempts) {
            attempt.usage().ifPresent(usage -> parts.add(usage.map()));
        }
        return Usage.sum(parts);
    }
}
