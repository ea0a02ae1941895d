package io.serai.providers.serving.httpjson;

import io.serai.api.chat.ChatStream;
import io.serai.api.model.ModelCard;
import io.serai.api.standing.AnswerForm;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A provider that does not stream: who asks for a stream gets the whole answer as one.
 *
 * @param backend that answers
 */
record WholeAnswers(Backend backend) implements Backend {

    @Override
    public Map<String, Object> answer(ProviderCall call) {
        return backend.answer(call);
    }

    @Override
    public List<String> dropped(ProviderCall call, AnswerForm form) {
        return backend.dropped(call, form);
    }

    @Override
    public ChatStream stream(ProviderCall call) {
        return ChatStream.of(backend.answer(call));
    }

    @Override
    public OptionalLong mostOutput(String model) {
        return backend.mostOutput(model);
    }

    @Override
    public ModelCard.Status status() {
        return backend.status();
    }
}
