package io.serai.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.cache.semantic.EmbeddingCalls;
import io.serai.processors.cache.semantic.EmbeddingThreshold;
import io.serai.processors.cache.semantic.PairEvaluation;
import io.serai.processors.cache.semantic.PairEvaluation.Layer;
import io.serai.processors.cache.semantic.PairEvaluation.Score;
import io.serai.processors.cache.semantic.QuestionPair;
import io.serai.providers.Provider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/**
 * Questions told apart with the simulated embedding, which is lexical: it knows which words texts share and nothing of what they mean. With
 * another model the rates are others; './serai cache evaluate' tells them.
 */
class SemanticEvaluationTest {

    private static final String EMBEDDINGS = "ai:simulated/embed";

    @Test
    void pairs_ofThisProject_haveHardlyAFalseHit_andMostOfTheEqualAreFound() throws IOException {
        List<QuestionPair> pairs = QuestionPair.published();
        double threshold = EmbeddingThreshold.of(EMBEDDINGS).orElseThrow().cosine();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Provider provider = new Provider();
            provider.setDialect("simulated");
            camel.getRegistry().bind("simulated", provider);
            camel.start();

            PairEvaluation evaluation =
                    PairEvaluation.of(pairs, new EmbeddingCalls(camel, EMBEDDINGS, Duration.ofSeconds(30)));

            System.out.println(
                    "With the simulated (lexical) embedding:\n" + evaluation.table(OptionalDouble.of(threshold)));
            Score vectors = evaluation.score(threshold, Layer.VECTORS);
            Score pipeline = evaluation.score(threshold, Layer.PIPELINE);
            assertThat(pairs).hasSizeGreaterThan(430);
            assertThat(vectors.falseHitRate()).as("what vetoes are for").isGreaterThan(0.3);
            assertThat(pipeline.falseHitRate()).isLessThanOrEqualTo(0.01);
            assertThat(pipeline.wrongAmongHits()).isLessThanOrEqualTo(0.01);
            assertThat(pipeline.hitRate()).as("what they must leave").isGreaterThan(0.5);
        }
    }
}
