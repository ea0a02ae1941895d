package io.serai.processors.routing;

import io.serai.api.standing.Cooldown;
import java.util.List;
import java.util.Optional;

/** A model and all that is below it. */
sealed interface ModelGraph {

    /** The attempts that one call of it may take at most. */
    int bound();

    /** Whether something in it asks several at once. */
    boolean hedges();

    /** Somebody who answers or does not; the same name is the same somebody. */
    record Leaf(String name) implements ModelGraph {
        @Override
        public int bound() {
            return 1;
        }

        @Override
        public boolean hedges() {
            return false;
        }
    }

    /**
     * A model.
     *
     * @param strategy by name
     * @param children its targets and fallbacks, at least one of them a target
     */
    record Model(
            String name,
            String strategy,
            Retries retries,
            Cooldown cooldown,
            Optional<Hedge> hedge,
            List<Child> children)
            implements ModelGraph {

        @Override
        public int bound() {
            return children.stream().mapToInt(child -> child.node().bound()).sum() * (1 + most(retries));
        }

        @Override
        public boolean hedges() {
            return hedge.isPresent()
                    || children.stream().anyMatch(child -> child.node().hedges());
        }

        private static int most(Retries retries) {
            return Math.max(retries.rateLimited(), Math.max(retries.unavailable(), retries.timeout()));
        }
    }

    /** Who is asked, and when. */
    record Child(Role role, ModelGraph node) {
        String name() {
            return node instanceof Leaf leaf ? leaf.name() : ((Model) node).name();
        }
    }
}
