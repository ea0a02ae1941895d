package io.serai.processors.retrieval;

import io.serai.api.vector.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Passages and their vectors, in memory. Readers see all passages of a document or none: each change puts a new list in the place of
 * the old one. Thread-safe.
 */
public final class PassageIndex {

    private volatile List<Entry> entries = List.of();

    private record Entry(Passage passage, Direction direction) {}

    /** Adds a passage. */
    public synchronized void add(Passage passage, float[] vector) {
        List<Entry> changed = new ArrayList<>(entries);
        changed.add(new Entry(passage, Direction.of(vector)));
        entries = List.copyOf(changed);
    }

    /**
     * Puts these passages in the place of all that came from this source.
     *
     * @param vectors one for each passage
     */
    public void replace(String source, List<Passage> passages, List<float[]> vectors) {
        if (passages.size() != vectors.size()) {
            throw new IllegalArgumentException(
                    "expected " + passages.size() + " vectors for " + source + ", found " + vectors.size());
        }
        List<Entry> added = new ArrayList<>(passages.size());
        for (int i = 0; i < passages.size(); i++) {
            added.add(new Entry(passages.get(i), Direction.of(vectors.get(i))));
        }
        synchronized (this) {
            List<Entry> changed = new ArrayList<>(entries);
            changed.removeIf(entry -> entry.passage.source().equals(source));
            changed.addAll(added);
            entries = List.copyOf(changed);
        }
    }

    /** How many passages there are. */
    public int size() {
        return entries.size();
    }

    /** At most {@code count} passages whose vectors point most nearly where this one does, the best first. */
    public List<PassageMatch> best(float[] vector, int count, double minScore) {
        Direction asked = Direction.of(vector);
        PriorityQueue<PassageMatch> best = new PriorityQueue<>(Comparator.comparingDouble(PassageMatch::score));
        for (Entry entry : entries) {
            // Vectors of another length come from another model, as after a change of the route: they can't be
            // compared.
            if (entry.direction.isComparableTo(asked)) {
                double score = entry.direction.cosine(asked);
                if (score >= minScore) {
                    best.add(new PassageMatch(entry.passage, score));
                    if (best.size() > count) {
                        best.poll();
                    }
                }
            }
        }
        return best.stream()
                .sorted(Comparator.comparingDouble(PassageMatch::score).reversed())
                .toList();
    }
}
