package io.serai.providers.ollama;

import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.providers.http.Framing;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.LinkedHashMap;
import java.util.Map;

/** One call of {@code /api/chat} (<a href="https://docs.ollama.com/api/chat">source</a>), or of {@code /api/generate}. */
final class ChatCall implements Translation {

    private final Asked asked;
    private final OllamaErrors errors;

    ChatCall(Asked asked, OllamaErrors errors) {
        this.asked = asked;
        this.errors = errors;
    }

    @Override
    public Outgoing outgoing() {
        boolean streamed = asked.delivery() == Delivery.STREAM;
        ChatBody chat = ChatBody.of(asked.request());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", asked.model());
        body.putAll(chat.members());
        // Streams unless told not to.
        body.put("stream", streamed);
        Map<String, String> headers = streamed ? Map.of("accept", "application/x-ndjson") : Map.of();
        return new Outgoing(chat.path(), headers, Json.write(body), chat.dropped());
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> answer = JsonObjects.object(body);
        SeraiException error = errors.within(answer);
        if (error != null) {
            throw error;
        }
        return ChatAnswer.of(answer, AnswerHead.of(answer, asked.model(), head.receivedAt()));
    }

    @Override
    public Framing framing(int eventBytes) {
        return new NdjsonFraming(eventBytes);
    }

    @Override
    public Events events(Head head) {
        return new ChatLines(asked.model(), head.receivedAt(), errors);
    }
}
