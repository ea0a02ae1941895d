package io.serai.processors.cache.semantic;

import io.serai.processors.cache.semantic.QuestionIndex.Near;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one place. Few are compared one by one, which is exact; of many all but the last are in a graph. Thread-safe; only
 * who has claimed it calls {@link #settle}.
 */
final class Neighbourhood {

    /** How many are compared one by one: about a fifth of a millisecond at 1,536 dimensions. */
    static final int FEW = 256;

    /** Places with hardly any question are many, so they are small. */
    private static final int FIRST = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final int dimensions;
    /** What is not in the graph; replaced where what is in it moves, so that readers are never in between. */
    private volatile Row row = new Row(new KnownQuestion[FIRST], 0);

    private volatile @Nullable QuestionGraph graph;
    private final AtomicBoolean settling = new AtomicBoolean();
    private int present;
    /** Since the graph was made; a few of them were never in it. */
    private final AtomicInteger gone = new AtomicInteger();

    private boolean closed;

    Neighbourhood(int dimensions) {
        this.dimensions = dimensions;
    }

    /** Questions one after the other. */
    private static final class Row {

        private final KnownQuestion[] questions;
        private final int size;

        Row(KnownQuestion[] questions, int size) {
            this.questions = questions;
            this.size = size;
        }
    }

    /** Says whether it may: not once it has been closed. */
    boolean add(KnownQuestion question) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            Row old = row;
            KnownQuestion[] questions =
                    old.size == old.questions.length ? Arrays.copyOf(old.questions, old.size * 2) : old.questions;
            questions[old.size] = question;
            row = new Row(questions, old.size + 1);
            present++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** One of its questions, which was present, has gone. Says whether it was the last: then it is closed. */
    boolean left() {
        lock.lock();
        try {
            present--;
            if (present == 0) {
                closed = true;
                return true;
            }
            gone.incrementAndGet();
            if (graph == null && row.size > FIRST && present < row.size / 2 && !settling.get()) {
                row = rowOf(presentOf(row));
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Those that are nearest, the nearest first. */
    List<Near> nearest(PackedVector asked, int most) {
        // The row first: what has moved from it to the graph since then is found twice, not never.
        Row now = row;
        QuestionGraph links = graph;
        NearestFirst found = new NearestFirst(most);
        for (int i = 0; i < now.size; i++) {
            KnownQuestion each = now.questions[i];
            if (!each.isGone()) {
                found.add(each, asked.cosine(each.vector()));
            }
        }
        if (links != null) {
            links.nearest(asked, most, near -> found.add(near.question(), near.score()));
        }
        return found.list();
    }

    /** Whether nobody else settles it; whoever has claimed that says when it is {@link #settled}. */
    boolean claimSettling() {
        return settling.compareAndSet(false, true);
    }

    void settled() {
        settling.set(false);
    }

    /** Whether there is something to {@link #settle}. */
    boolean isUnsettled() {
        return row.size > FEW || isWorn();
    }

    /** Moves what is compared one by one to the graph, and makes that anew where a third of it has gone. Takes as long as it takes. */
    void settle() {
        QuestionGraph links = graph;
        if (links == null || isWorn()) {
            links = fresh(links);
        }
        Row moving = settlingRow();
        QuestionGraph target = links;
        eachPresent(moving, target::add);
        lock.lock();
        try {
            graph = target;
            row = rowOf(List.of(Arrays.copyOfRange(row.questions, moving.size, row.size)));
        } finally {
            lock.unlock();
        }
    }

    /** From now on it only grows. */
    private Row settlingRow() {
        lock.lock();
        try {
            return row;
        } finally {
            lock.unlock();
        }
    }

    private boolean isWorn() {
        QuestionGraph links = graph;
        return links != null && gone.get() > FEW && gone.get() > links.size() / 3;
    }

    private QuestionGraph fresh(@Nullable QuestionGraph worn) {
        QuestionGraph made = new QuestionGraph(dimensions);
        lock.lock();
        try {
            gone.set(0);
        } finally {
            lock.unlock();
        }
        if (worn != null) {
            worn.forEach(each -> {
                if (!each.isGone()) {
                    made.add(each);
                }
            });
        }
        return made;
    }

    private static void eachPresent(Row row, Consumer<KnownQuestion> reader) {
        for (int i = 0; i < row.size; i++) {
            if (!row.questions[i].isGone()) {
                reader.accept(row.questions[i]);
            }
        }
    }

    private static List<KnownQuestion> presentOf(Row row) {
        List<KnownQuestion> present = new ArrayList<>();
        eachPresent(row, present::add);
        return present;
    }

    private static Row rowOf(List<KnownQuestion> questions) {
        return new Row(questions.toArray(new KnownQuestion[Math.max(FIRST, questions.size())]), questions.size());
    }

    /** Keeps the nearest of those it is shown. Used by one thread. */
    private static final class NearestFirst {

        private static final Comparator<Near> ORDER =
                Comparator.comparingDouble(Near::score).reversed();

        private final int most;
        private final List<Near> kept;

        NearestFirst(int most) {
            this.most = most;
            this.kept = new ArrayList<>(most + 1);
        }

        void add(KnownQuestion question, double score) {
            if (kept.size() == most && score <= kept.get(most - 1).score()) {
                return;
            }
            for (Near each : kept) {
                if (each.question() == question) {
                    return;
                }
            }
            kept.add(new Near(question, score));
            kept.sort(ORDER);
            if (kept.size() > most) {
                kept.remove(most);
            }
        }

        List<Near> list() {
            return kept;
        }
    }
}
