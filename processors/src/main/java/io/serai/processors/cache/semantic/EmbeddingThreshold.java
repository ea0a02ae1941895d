package io.serai.processors.cache.semantic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * From which cosine on two questions are taken for the same, where nobody says so. Cosines of different models can't be compared: some
 * give unrelated words 0.85, others 0.2.
 *
 * @param family what the name of the model contains, in lower case
 * @param cosine from 0 to 1
 * @param origin how it was found
 */
public record EmbeddingThreshold(String family, double cosine, Origin origin) {

    /** How a default was found. */
    public enum Origin {
        /** By {@link PairEvaluation}, with the pairs of this project. */
        MEASURED,
        /** Above the range that is published for texts of one topic; to be checked by {@link PairEvaluation} with one's own pairs. */
        CAUTIOUS
    }

    /**
     * All defaults. For the range of OpenAI's models see www.s-anand.net/blog/embeddings-similarity-threshold (unrelated words: 0.85 with
     * ada-002, 0.43 with the third generation); for e5's (0.7 to 1) huggingface.co/intfloat/multilingual-e5-large/discussions/10; for
     * bge's (0.6 to 1) the frequently asked questions of huggingface.co/BAAI/bge-large-en-v1.5; 0.9 is what RedisVL's cache begins with.
     */
    private static final List<EmbeddingThreshold> ALL = List.of(
            new EmbeddingThreshold("text-embedding-3-large", 0.86, Origin.CAUTIOUS),
            new EmbeddingThreshold("text-embedding-3-small", 0.86, Origin.CAUTIOUS),
            new EmbeddingThreshold("text-embedding-ada-002", 0.96, Origin.CAUTIOUS),
            new EmbeddingThreshold("gemini-embedding", 0.93, Origin.CAUTIOUS),
            new EmbeddingThreshold("text-embedding-00", 0.93, Origin.CAUTIOUS),
            new EmbeddingThreshold("voyage-", 0.90, Origin.CAUTIOUS),
            new EmbeddingThreshold("embed-v4", 0.90, Origin.CAUTIOUS),
            new EmbeddingThreshold("embed-english-v3", 0.90, Origin.CAUTIOUS),
            new EmbeddingThreshold("embed-multilingual-v3", 0.92, Origin.CAUTIOUS),
            new EmbeddingThreshold("nomic-embed", 0.92, Origin.CAUTIOUS),
            new EmbeddingThreshold("bge-", 0.93, Origin.CAUTIOUS),
            new EmbeddingThreshold("mxbai-embed", 0.92, Origin.CAUTIOUS),
            new EmbeddingThreshold("e5-", 0.96, Origin.CAUTIOUS),
            new EmbeddingThreshold("simulated", 0.70, Origin.MEASURED));

    /** All there are. */
    public static List<EmbeddingThreshold> all() {
        return ALL;
    }

    /**
     * That of the model that a URI names.
     *
     * @param uri {@code ai:openai/text-embedding-3-small}, {@code model:bge-m3}
     * @return empty where the model is not known, as behind a name of the installation's own
     */
    public static Optional<EmbeddingThreshold> of(String uri) {
        int query = uri.indexOf('?');
        String name = (query < 0 ? uri : uri.substring(0, query)).toLowerCase(Locale.ROOT);
        return ALL.stream().filter(each -> name.contains(each.family())).findFirst();
    }
}
