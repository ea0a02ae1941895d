package io.serai.providers.serving;

import io.serai.providers.http.Translation.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One request for embeddings, and the prediction that is asked for in its place. */
public final class EmbeddingPrediction {

    private final Embedding embedding;
    private final String model;
    private final Map<String, Object> embed;
    private final Map<String, Object> request;
    private final List<String> dropped = new ArrayList<>(0);

    /** @param embed the request for embeddings, in canonical form */
    public EmbeddingPrediction(Embedding embedding, String model, Map<String, Object> embed) {
        this.embedding = embedding;
        this.model = model;
        this.embed = embed;
        this.request = embedding.prediction(embed, dropped);
    }

    /** The prediction to ask for, in canonical form. */
    public Map<String, Object> request() {
        return request;
    }

    /** What of the request for embeddings it does not say. */
    public List<String> dropped() {
        return dropped;
    }

    /** The embeddings in the prediction's canonical answer. */
    public Map<String, Object> embeddings(Map<String, Object> prediction) throws MalformedException {
        return embedding.embeddings(prediction, model, embed);
    }
}
