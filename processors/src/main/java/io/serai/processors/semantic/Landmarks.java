package io.serai.processors.semantic;

import io.serai.api.vector.Direction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the examples of all routes point. Immutable.
 *
 * @param landmarks in the order of the routes
 */
record Landmarks(List<Landmark> landmarks) {

    /** One example of what is said on a route. */
    record Landmark(String route, Direction direction) {}

    Landmarks {
        landmarks = List.copyOf(landmarks);
    }

    /** The route of the nearest example; of equals the first. Empty where none is comparable. */
    Optional<Nearest> nearest(Direction asked) {
        @Nullable Nearest best = null;
        for (Landmark each : landmarks) {
            // After a change of the embedding model the examples wait for their new vectors.
            if (each.direction.isComparableTo(asked)) {
                double score = each.direction.cosine(asked);
                if (best == null || score > best.score()) {
                    best = new Nearest(each.route, score);
                }
            }
        }
        return Optional.ofNullable(best);
    }
}
