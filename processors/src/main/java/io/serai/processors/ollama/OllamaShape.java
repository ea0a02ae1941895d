package io.serai.processors.ollama;

import io.serai.api.chat.ChatStream;
import io.serai.api.sse.EventStream;
import io.serai.processors.frontend.AnswerEvents;
import io.serai.processors.frontend.AnswerShape;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import io.serai.processors.frontend.LimitHeaders;
import java.util.Map;

/**
 * An answer as {@code /api/chat} or {@code /api/generate} tells it. It has one choice; others are not told.
 *
 * @param asked what the caller asked for
 * @param own the same in Ollama's words
 */
record OllamaShape(Asked asked, OllamaAsked own) implements AnswerShape {

    @Override
    public Map<String, Object> whole(Map<String, Object> answer) {
        Said said = new Said(own);
        Map<String, Object> choice = Said.choice(answer);
        Map<String, Object> object = AnswerHead.of(answer, asked).line();
        said.tell(Said.member(choice, "message"), SaidCalls.in(Said.member(choice, "message")), object);
        Said.logprobs(choice, object);
        said.end(Said.reason(choice), answer.get("usage"), object);
        said.context(answer.get("context"), object);
        return object;
    }

    @Override
    public EventStream stream(ChatStream chunks, Asked asked, Bill bill) {
        return new AnswerEvents(chunks, new AnswerLines(asked, own, bill));
    }

    @Override
    public LimitHeaders limits() {
        return LimitHeaders.NONE;
    }
}
