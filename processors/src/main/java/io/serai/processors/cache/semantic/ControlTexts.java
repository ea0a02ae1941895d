package io.serai.processors.cache.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Texts of which is known how near they are to each other. A model for which they are not is out of order. */
final class ControlTexts {

    /** Rounding makes a model differ from itself, in the fourth place. */
    private static final double ITSELF = 0.98;

    /** The first is the same as the second; each pair means the same. */
    private static final List<String> NEAR = List.of(
            "How do I reset my password?",
            "How do I reset my password?",
            "What is the capital of France?",
            "What's the capital city of France?",
            "Translate this letter into German, please.",
            "Please translate this letter into German.");

    /** None has to do with another. */
    private static final List<String> UNRELATED = List.of(
            "Two eggs and some flour make a simple dough.",
            "Which planet of the solar system is the largest?",
            "The train was late because of heavy snow.",
            "Der Vertrag endet mit einer Frist von drei Monaten.");

    private ControlTexts() {}

    static List<String> all() {
        List<String> all = new ArrayList<>(NEAR);
        all.addAll(UNRELATED);
        return all;
    }

    /**
     * What is wrong with a model.
     *
     * @param answer its vectors for {@link #all()}
     * @param threshold from which it says that two texts mean the same
     * @return one short clause; empty where nothing is wrong
     */
    static Optional<String> fault(List<float[]> answer, double threshold) {
        if (answer.size() != NEAR.size() + UNRELATED.size()) {
            return Optional.of("not as many vectors as texts");
        }
        List<PackedVector> vectors = new ArrayList<>(answer.size());
        for (float[] each : answer) {
            try {
                vectors.add(PackedVector.of(each));
            } catch (IllegalArgumentException e) {
                return Optional.of("a vector that points nowhere: " + e.getMessage());
            }
        }
        if (vectors.stream().mapToInt(PackedVector::dimensions).distinct().count() > 1) {
            return Optional.of("vectors of several dimensions");
        }
        if (vectors.get(0).cosine(vectors.get(1)) < ITSELF) {
            return Optional.of("the same text gets different vectors");
        }
        return faultOfDistances(vectors, threshold);
    }

    private static Optional<String> faultOfDistances(List<PackedVector> vectors, double threshold) {
        double near = 1;
        for (int i = 0; i < NEAR.size(); i += 2) {
            near = Math.min(near, vectors.get(i).cosine(vectors.get(i + 1)));
        }
        List<PackedVector> strangers = new ArrayList<>(vectors.subList(NEAR.size(), vectors.size()));
        strangers.add(vectors.get(0));
        strangers.add(vectors.get(2));
        double far = nearestTwo(strangers);
        if (far >= threshold) {
            return Optional.of("texts that have nothing in common are as near as the same question");
        }
        return far >= near ? Optional.of("equal questions are farther apart than others") : Optional.empty();
    }

    /** The cosine of the nearest two. */
    private static double nearestTwo(List<PackedVector> strangers) {
        double nearest = -1;
        for (int i = 0; i < strangers.size(); i++) {
            for (int j = 0; j < i; j++) {
                nearest = Math.max(nearest, strangers.get(i).cosine(strangers.get(j)));
            }
        }
        return nearest;
    }
}
