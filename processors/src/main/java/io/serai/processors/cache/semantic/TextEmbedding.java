package io.serai.processors.cache.semantic;

import java.util.List;

/** Says where texts point. */
@FunctionalInterface
public interface TextEmbedding {

    /**
     * A vector for each text, in their order.
     *
     * @param texts at most a hundred
     * @throws RuntimeException where it can't be told
     */
    List<float[]> embed(List<String> texts);
}
