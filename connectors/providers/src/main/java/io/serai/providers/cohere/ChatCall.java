package io.serai.providers.cohere;

import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.Map;

/** One <a href="https://docs.cohere.com/reference/chat">chat</a>. */
final class ChatCall implements Translation {

    private final Asked asked;
    private final CohereErrors errors;
    private final Drops drops = new Drops();
    private final ToolSet tools;

    ChatCall(Asked asked, CohereErrors errors) {
        this.asked = asked;
        this.errors = errors;
        this.tools = ToolSet.of(asked.request(), drops);
    }

    @Override
    public Outgoing outgoing() {
        Map<String, Object> body = new ChatBody(asked.request(), CohereModel.of(asked.model()), tools, drops).write();
        body.put("model", asked.model());
        body.put("stream", asked.delivery() == Delivery.STREAM);
        return new Outgoing("/v2/chat", Map.of(), Json.write(body), drops.paths());
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        return new AnswerReader(asked.model(), tools.answerTool(), errors).read(JsonObjects.object(body), head);
    }

    @Override
    public Events events(Head head) {
        return new ChatEvents(asked.model(), tools.answerTool(), errors, head);
    }
}
