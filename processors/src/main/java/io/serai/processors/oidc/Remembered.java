package io.serai.processors.oidc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Answers for a time, so many of them. Of several who ask the same at once one asks and all get the answer, or the failure. Thread-safe.
 *
 * @param <Q> what is asked, a value
 * @param <A> what is answered, a value
 */
final class Remembered<Q, A> {

    /** When full, this part gives way at once: making room for one answer at a time would search the whole map each time. */
    private static final int PART = 8;

    private record Answer<A>(A value, Instant until) {}

    private final int most;
    private final InstantSource clock;
    private final Map<Q, Answer<A>> answers = new ConcurrentHashMap<>();
    private final Map<Q, CompletableFuture<A>> asked = new ConcurrentHashMap<>();

    Remembered(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * The answer that is remembered, or else what is answered now.
     *
     * @param until tells after the answer how long it is good
     */
    A get(Q question, Supplier<A> ask, Supplier<Instant> until) {
        Answer<A> known = answers.get(question);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.value();
        }
        CompletableFuture<A> mine = new CompletableFuture<>();
        CompletableFuture<A> others = asked.putIfAbsent(question, mine);
        return others == null ? ask(question, mine, ask, until) : theirs(others);
    }

    private A ask(Q question, CompletableFuture<A> mine, Supplier<A> ask, Supplier<Instant> until) {
        try {
            A answer = ask.get();
            put(question, new Answer<>(answer, until.get()));
            mine.complete(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            asked.remove(question);
        }
    }

    private A theirs(CompletableFuture<A> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void put(Q question, Answer<A> answer) {
        if (answers.size() >= most) {
            Instant now = clock.instant();
            answers.values().removeIf(kept -> !now.isBefore(kept.until()));
            Iterator<?> each = answers.keySet().iterator();
            for (int excess = answers.size() - most + Math.max(1, most / PART);
                    excess > 0 && each.hasNext();
                    excess--) {
                each.next();
                each.remove();
            }
        }
        answers.put(question, answer);
    }
}
