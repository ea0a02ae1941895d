package io.serai.providers.serving;

import io.serai.api.call.Operation;
import io.serai.api.json.JsonException;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.Map;
import java.util.function.Function;

/** Embeddings, asked for as a prediction. */
final class EmbedCall implements PredictCall {

    private final EmbeddingPrediction embedding;
    private final Translation prediction;

    EmbedCall(Asked asked, Embedding mapping, Function<Asked, Translation> predict) {
        this.embedding = new EmbeddingPrediction(mapping, asked.model(), asked.request());
        this.prediction =
                predict.apply(new Asked(Operation.PREDICT, asked.model(), embedding.request(), asked.delivery()));
    }

    /** What the prediction could not be told was not in the caller's request, but in the provider's options. */
    @Override
    public Outgoing outgoing() {
        Outgoing outgoing = prediction.outgoing();
        return new Outgoing(outgoing.path(), outgoing.headers(), outgoing.body(), embedding.dropped());
    }

    @Override
    public Map<String, Object> document(byte[] body, Head head) throws JsonException, MalformedException {
        return embedding.embeddings(prediction.document(body, head));
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        return embedding.embeddings(prediction.answer(body, head));
    }
}
