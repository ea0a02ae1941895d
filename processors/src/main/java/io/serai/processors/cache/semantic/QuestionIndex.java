package io.serai.processors.cache.semantic;

import io.serai.processors.cache.CacheKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The questions to which answers are kept, by place. It holds so many bytes at most: what came first and was not used since goes first.
 * Thread-safe; who searches waits for nobody.
 */
final class QuestionIndex {

    private final long room;
    private final Executor background;
    private final Map<Place, Neighbourhood> places = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<CacheKey, KnownQuestion> byKey = new HashMap<>();
    private final Deque<KnownQuestion> oldestFirst = new ArrayDeque<>();
    private long weight;

    /**
     * An empty one.
     *
     * @param room in bytes
     * @param background where graphs are made: one task at a time
     */
    QuestionIndex(long room, Executor background) {
        this.room = room;
        this.background = background;
    }

    /**
     * A question and how near it is.
     *
     * @param score cosine, from -1 to 1
     */
    record Near(KnownQuestion question, double score) {}

    /** In place of what was there by its key. */
    void put(KnownQuestion question) {
        lock.lock();
        try {
            remove(question.key());
            byKey.put(question.key(), question);
            oldestFirst.addLast(question);
            weight += question.weight();
            add(question);
            forgetWhatHasNoRoom();
        } finally {
            lock.unlock();
        }
    }

    void remove(CacheKey key) {
        lock.lock();
        try {
            KnownQuestion question = byKey.remove(key);
            if (question != null) {
                leave(question);
                tidyQueue();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all in a space: their vectors mean nothing any more. */
    void forget(String space) {
        lock.lock();
        try {
            List.copyOf(byKey.values()).stream()
                    .filter(each -> each.place().space().equals(space))
                    .forEach(each -> remove(each.key()));
        } finally {
            lock.unlock();
        }
    }

    /** Those of a place that are nearest, the nearest first. */
    List<Near> nearest(Place place, PackedVector asked, int most) {
        Neighbourhood neighbourhood = places.get(place);
        return neighbourhood == null ? List.of() : neighbourhood.nearest(asked, most);
    }

    int size() {
        lock.lock();
        try {
            return byKey.size();
        } finally {
            lock.unlock();
        }
    }

    /** About how many bytes it takes. */
    long weight() {
        lock.lock();
        try {
            return weight;
        } finally {
            lock.unlock();
        }
    }

    private void add(KnownQuestion question) {
        Neighbourhood neighbourhood = places.get(question.place());
        if (neighbourhood == null || !neighbourhood.add(question)) {
            neighbourhood = new Neighbourhood(question.vector().dimensions());
            neighbourhood.add(question);
            places.put(question.place(), neighbourhood);
        }
        settleSoon(neighbourhood);
    }

    private void leave(KnownQuestion question) {
        question.leave();
        weight -= question.weight();
        Neighbourhood neighbourhood = places.get(question.place());
        if (neighbourhood == null) {
            return;
        }
        if (neighbourhood.left()) {
            places.remove(question.place(), neighbourhood);
        } else {
            settleSoon(neighbourhood);
        }
    }

    private void forgetWhatHasNoRoom() {
        while (weight > room) {
            KnownQuestion oldest = oldestFirst.pollFirst();
            if (oldest == null) {
                return;
            }
            if (oldest.isGone()) {
                continue;
            }
            if (oldest.takeUse()) {
                oldestFirst.addLast(oldest);
            } else {
                byKey.remove(oldest.key());
                leave(oldest);
            }
        }
    }

    /** Those that are gone leave the queue when half of it is such, so that each costs little. */
    private void tidyQueue() {
        if (oldestFirst.size() > 64 && oldestFirst.size() > 2 * byKey.size()) {
            oldestFirst.removeIf(KnownQuestion::isGone);
        }
    }

    private void settleSoon(Neighbourhood neighbourhood) {
        if (neighbourhood.isUnsettled() && neighbourhood.claimSettling()) {
            try {
                background.execute(() -> settle(neighbourhood));
            } catch (RejectedExecutionException e) {
                // It is being shut down: what is there is found nevertheless.
                neighbourhood.settled();
            }
        }
    }

    private static void settle(Neighbourhood neighbourhood) {
        try {
            while (neighbourhood.isUnsettled()) {
                neighbourhood.settle();
            }
        } finally {
            neighbourhood.settled();
        }
    }
}
