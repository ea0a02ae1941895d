package io.serai.providers.anthropic;

import io.serai.api.call.Operation;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.Map;

/** One call of the Messages API. */
final class AnthropicCall implements Translation {

    private final Asked asked;
    private final MessagesRequest request;
    private final AnthropicErrors errors;

    AnthropicCall(Asked asked, AnthropicSettings settings, AnthropicErrors errors) {
        this.asked = asked;
        this.request = new MessagesRequest(asked, settings);
        this.errors = errors;
    }

    @Override
    public Outgoing outgoing() {
        return request.outgoing();
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> message = JsonObjects.object(body);
        if ("error".equals(message.get("type")) || message.get("error") != null) {
            throw errors.event(message);
        }
        if (asked.operation() == Operation.COUNT_TOKENS) {
            return message;
        }
        return new MessagesAnswer(request).read(message, head.receivedAt().getEpochSecond());
    }

    @Override
    public Events events(Head head) {
        return new MessagesEvents(request, errors, head.receivedAt().getEpochSecond(), asked.model());
    }
}
