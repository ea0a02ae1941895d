package io.serai.providers.bedrock;

import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;
import io.serai.providers.spi.ProviderCall;
import java.util.List;
import java.util.Optional;

/** Between the canonical form and Bedrock's. */
final class BedrockTranslator implements Translator {

    private final BedrockErrors errors;
    private final Optional<ModelTraits> baseModel;

    /** @param baseModel what all models are to be treated as, where their names do not tell */
    BedrockTranslator(BedrockErrors errors, Optional<ModelTraits> baseModel) {
        this.errors = errors;
        this.baseModel = baseModel;
    }

    @Override
    public Translation translate(Asked asked) {
        if (asked.operation() == Operation.EMBED) {
            return new EmbedCall(asked, EmbeddingModel.of(asked.model()));
        }
        ModelTraits traits = ModelTraits.of(asked.model());
        return new ConverseCall(
                asked, traits.family() == ModelFamily.HIDDEN ? baseModel.orElse(traits) : traits, errors);
    }

    /** What of an embedding's request will be lost. */
    List<String> dropped(ProviderCall call) {
        Asked asked = new Asked(call.operation(), call.model(), call.request(), Delivery.WHOLE);
        return translate(asked).outgoing().dropped();
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return errors.of(refusal);
    }
}
