package io.serai.gateway.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps answers in this process until it ends. Where they are too many, the oldest go first. */
public final class InMemoryAnswerStore implements AnswerStore {

    /**
     * How much is kept.
     *
     * @param count of answers
     * @param bytes of all answers together, about
     * @param answerBytes of one answer, about
     * @param keep how long an answer is remembered
     */
    public record Limits(int count, long bytes, long answerBytes, Duration keep) {

        public Limits {
            if (count < 1 || bytes < 1 || answerBytes < 1 || keep.isNegative() || keep.isZero()) {
                throw new IllegalArgumentException("limits of an answer store are positive, found count=" + count
                        + ", bytes=" + bytes + ", answerBytes=" + answerBytes + ", keep=" + keep);
            }
        }
    }

    private record Kept(KeptAnswer answer, Instant until) {}

    private final Limits limits;
    private final InstantSource clock;
    private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>();
    private long bytes;

    public InMemoryAnswerStore(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<KeptAnswer> find(String id) {
        forgetOld();
        return Optional.ofNullable(kept.get(id)).map(Kept::answer);
    }

    @Override
    public synchronized void put(String id, KeptAnswer answer) {
        forgetOld();
        if (answer.weight() > Math.min(limits.answerBytes, limits.bytes)) {
            return;
        }
        Kept replaced = kept.remove(id);
        if (replaced != null) {
            bytes -= replaced.answer.weight();
        }
        kept.put(id, new Kept(answer, clock.instant().plus(limits.keep)));
        bytes += answer.weight();
        Iterator<Kept> oldest = kept.values().iterator();
        while (kept.size() > limits.count || bytes > limits.bytes) {
            bytes -= oldest.next().answer.weight();
            oldest.remove();
        }
    }

    /** Answers that are kept. */
    synchronized int size() {
        return kept.size();
    }

    /** They were put in the order in which they end. */
    private void forgetOld() {
        Instant now = clock.instant();
        Iterator<Map.Entry<String, Kept>> oldest = kept.entrySet().iterator();
        while (oldest.hasNext()) {
            Kept next = oldest.next().getValue();
            if (next.until.isAfter(now)) {
                return;
            }
            bytes -= next.answer.weight();
            oldest.remove();
        }
    }
}
