package io.serai.providers.huggingface;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;
import java.util.List;

/** The Messages API where it deviates from OpenAI's; the rest is that of all compatible services. */
final class TgiTranslator implements Translator {

    private final Translator messages;
    private final ServerErrors errors;

    TgiTranslator(Translator messages, ServerErrors errors) {
        this.messages = messages;
        this.errors = errors;
    }

    @Override
    public Translation translate(Asked asked) {
        TgiRequest request = TgiRequest.of(asked.request());
        Asked own = new Asked(asked.operation(), asked.model(), request.members(), asked.delivery());
        boolean hasTools = request.members().get("tools") instanceof List<?> tools && !tools.isEmpty();
        return new TgiCall(
                messages.translate(own),
                request.dropped(),
                hasTools ? TgiCall.Calls.POSSIBLE : TgiCall.Calls.IMPOSSIBLE);
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return errors.of(refusal);
    }
}
