package io.serai.processors.cache.semantic;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction.ExactScoreFunction;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.serai.processors.cache.semantic.QuestionIndex.Near;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Many questions of one place, each linked to some that are near it, so that the nearest are found by following links. Questions are added by
 * one thread at a time, while others search.
 *
 * <p>A question that is gone stays as a stepping stone and is never found: JVector can't take nodes out while it is searched
 * (github.com/datastax/jvector/issues/188). Whoever owns the graph makes another where too many are gone.
 */
final class QuestionGraph {

    /** Links of a node: what JVector's own examples take for vectors of hundreds of dimensions. */
    private static final int LINKS = 16;
    /** How many candidates are kept while a node finds its place. */
    private static final int BUILD_BEAM = 64;

    private static final float OVERFLOW = 1.2f;
    private static final float DIVERSITY = 1.2f;

    /** How many candidates are kept in a search; the more, the surer the nearest is among them. */
    private static final int SEARCH_BEAM = 64;

    /** JVector warns where a module is missing that only its own arithmetic would use. Held, as the level of a logger is lost with it. */
    private static final Logger JVECTORS_SEARCH_FOR_VECTORS =
            Logger.getLogger("io.github.jbellis.jvector.vector.VectorizationProvider");

    static {
        JVECTORS_SEARCH_FOR_VECTORS.setLevel(Level.SEVERE);
    }

    private final GraphIndexBuilder builder;
    private volatile KnownQuestion[] nodes = new KnownQuestion[1024];
    private volatile int size;

    QuestionGraph(int dimensions) {
        // Its pools serve calls that are never made here: nodes are added by the thread that adds them.
        builder = new GraphIndexBuilder(
                new Scores(),
                dimensions,
                LINKS,
                BUILD_BEAM,
                OVERFLOW,
                DIVERSITY,
                true,
                false,
                ForkJoinPool.commonPool(),
                ForkJoinPool.commonPool());
    }

    void add(KnownQuestion question) {
        int node = size;
        if (node == nodes.length) {
            nodes = Arrays.copyOf(nodes, node * 2);
        }
        nodes[node] = question;
        size = node + 1;
        builder.addGraphNode(node, rough(question.vector()));
    }

    /** Those that have been added, gone or not. */
    int size() {
        return size;
    }

    void forEach(Consumer<KnownQuestion> reader) {
        for (int i = 0; i < size; i++) {
            reader.accept(nodes[i]);
        }
    }

    /** Those that are nearest and not gone, at least most likely, in no order. */
    void nearest(PackedVector asked, int most, Consumer<Near> found) {
        if (size == 0) {
            return;
        }
        try (GraphSearcher searcher = new GraphSearcher(builder.getGraph())) {
            Bits present = node -> !nodes[node].isGone();
            SearchResult result =
                    searcher.search(roughThenExact(asked), most, Math.max(most, SEARCH_BEAM), 0.0f, 0.0f, present);
            for (SearchResult.NodeScore each : result.getNodes()) {
                found.accept(new Near(nodes[each.node], cosine(each.score)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a graph in memory", e);
        }
    }

    /** Links are made by this alone: for JVector it is the exact measure. */
    private SearchScoreProvider rough(PackedVector vector) {
        return new DefaultSearchScoreProvider(
                (ExactScoreFunction) node -> score(vector.roughCosine(nodes[node].vector())));
    }

    private SearchScoreProvider roughThenExact(PackedVector vector) {
        ScoreFunction rough = new ScoreFunction() {
            @Override
            public boolean isExact() {
                return false;
            }

            @Override
            public float similarityTo(int node) {
                return score(vector.roughCosine(nodes[node].vector()));
            }
        };
        return new DefaultSearchScoreProvider(rough, node -> score(vector.cosine(nodes[node].vector())));
    }

    /** JVector's scores are from 0 to 1. */
    private static float score(double cosine) {
        return (float) ((1 + cosine) / 2);
    }

    private static double cosine(float score) {
        return 2.0 * score - 1;
    }

    /** How near nodes are to each other. */
    private final class Scores implements BuildScoreProvider {

        @Override
        public boolean isExact() {
            return true;
        }

        @Override
        public VectorFloat<?> approximateCentroid() {
            throw new UnsupportedOperationException("the way in is the first node");
        }

        @Override
        public SearchScoreProvider searchProviderFor(VectorFloat<?> vector) {
            throw new UnsupportedOperationException("vectors are packed");
        }

        @Override
        public SearchScoreProvider searchProviderFor(int node) {
            return rough(nodes[node].vector());
        }

        @Override
        public SearchScoreProvider diversityProviderFor(int node) {
            return searchProviderFor(node);
        }
    }
}
