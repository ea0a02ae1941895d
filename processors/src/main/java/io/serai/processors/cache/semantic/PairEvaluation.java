package io.serai.processors.cache.semantic;

import io.serai.processors.cache.semantic.QuestionPair.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well questions are told apart with an embedding model: for each threshold how many equal questions are found, and how many others are
 * taken for equal, by the vectors alone and with all that speaks against a match.
 */
public final class PairEvaluation {

    private static final int BATCH = 96;
    private static final double LOWEST = 0.50;
    private static final double STEP = 0.05;
    private static final int STEPS = 10;

    private final List<Judged> judged;

    private PairEvaluation(List<Judged> judged) {
        this.judged = judged;
    }

    /**
     * A pair and what is said of it.
     *
     * @param cosine of its vectors
     * @param veto what speaks against it, or empty
     */
    public record Judged(QuestionPair pair, double cosine, Optional<String> veto) {

        /** Whether its questions are taken for the same. */
        public boolean isHit(double threshold, Layer layer) {
            return cosine >= threshold && (layer == Layer.VECTORS || veto.isEmpty());
        }
    }

    /**
     * What comes of a threshold.
     *
     * @param hits of equal questions
     * @param falseHits of others
     * @param equal pairs in all
     * @param others pairs in all
     */
    public record Score(double threshold, int hits, int falseHits, int equal, int others) {

        /** The share of equal questions that are found, from 0 to 1. */
        public double hitRate() {
            return equal == 0 ? 0 : (double) hits / equal;
        }

        /** The share of other questions that are taken for equal, from 0 to 1. */
        public double falseHitRate() {
            return others == 0 ? 0 : (double) falseHits / others;
        }

        /** The share of all hits that are wrong, from 0 to 1. */
        public double wrongAmongHits() {
            return hits + falseHits == 0 ? 0 : (double) falseHits / (hits + falseHits);
        }
    }

    /** What decides. */
    public enum Layer {
        VECTORS,
        PIPELINE
    }

    /**
     * Judges all pairs.
     *
     * @throws RuntimeException where the model fails
     */
    public static PairEvaluation of(List<QuestionPair> pairs, TextEmbedding model) {
        List<String> texts = new ArrayList<>(2 * pairs.size());
        pairs.forEach(pair -> {
            texts.add(pair.one());
            texts.add(pair.other());
        });
        List<PackedVector> vectors = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += BATCH) {
            model.embed(texts.subList(from, Math.min(from + BATCH, texts.size())))
                    .forEach(vector -> vectors.add(PackedVector.of(vector)));
        }
        List<Judged> judged = new ArrayList<>(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            QuestionPair pair = pairs.get(i);
            judged.add(new Judged(
                    pair,
                    vectors.get(2 * i).cosine(vectors.get(2 * i + 1)),
                    Vetoes.between(Reading.of(pair.one()), Reading.of(pair.other()))));
        }
        return new PairEvaluation(judged);
    }

    /** All pairs, in their order. */
    public List<Judged> judged() {
        return List.copyOf(judged);
    }

    /** What comes of a threshold. */
    public Score score(double threshold, Layer layer) {
        return new Score(
                threshold,
                count(Label.SAME, threshold, layer),
                count(Label.DIFFERENT, threshold, layer),
                count(Label.SAME),
                count(Label.DIFFERENT));
    }

    /**
     * A table for people, one line a threshold.
     *
     * @param marked the threshold that is in use, which gets a line of its own; empty where none is
     */
    public String table(OptionalDouble marked) {
        StringBuilder table = new StringBuilder(1024);
        line(table, "%d pairs that mean the same, %d that do not", count(Label.SAME), count(Label.DIFFERENT));
        line(table, "%-10s %18s %18s %18s %18s", "threshold", "vectors: hits", "false hits", "all: hits", "false hits");
        for (int i = 0; i < STEPS; i++) {
            line(table, LOWEST + i * STEP, "");
        }
        marked.ifPresent(threshold -> line(table, threshold, " *"));
        return table.toString();
    }

    private void line(StringBuilder table, double threshold, String mark) {
        Score vectors = score(threshold, Layer.VECTORS);
        Score all = score(threshold, Layer.PIPELINE);
        line(
                table,
                "%-10s %18s %18s %18s %18s",
                String.format(Locale.ROOT, "%.2f%s", threshold, mark),
                share(vectors.hits(), vectors.hitRate()),
                share(vectors.falseHits(), vectors.falseHitRate()),
                share(all.hits(), all.hitRate()),
                share(all.falseHits(), all.falseHitRate()));
    }

    private static String share(int count, double rate) {
        return String.format(Locale.ROOT, "%d (%.1f %%)", count, 100 * rate);
    }

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private int count(Label label) {
        return (int) judged.stream().filter(each -> each.pair.label() == label).count();
    }

    private int count(Label label, double threshold, Layer layer) {
        return (int) judged.stream()
                .filter(each -> each.pair.label() == label && each.isHit(threshold, layer))
                .count();
    }
}
