package io.serai.providers.serving;

import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;
import java.util.function.Function;

/** Between the canonical form and a model server that is called by HTTP: predictions, and embeddings by predictions. */
public final class ServingTranslator implements Translator {

    private final Function<Asked, Translation> predict;
    private final Embedding embedding;
    private final ServingErrors errors;

    public ServingTranslator(Function<Asked, Translation> predict, Embedding embedding, ProviderErrors errors) {
        this.predict = predict;
        this.embedding = embedding;
        this.errors = new ServingErrors(errors);
    }

    @Override
    public Translation translate(Asked asked) {
        return asked.operation() == Operation.EMBED ? new EmbedCall(asked, embedding, predict) : predict.apply(asked);
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return errors.of(refusal);
    }
}
