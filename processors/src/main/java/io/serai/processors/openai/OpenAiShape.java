package io.serai.processors.openai;

import io.serai.api.chat.ChatStream;
import io.serai.api.sse.EventStream;
import io.serai.processors.frontend.AnswerShape;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import java.util.Map;

/** Answers and streams of OpenAI's API. */
record OpenAiShape(ChunkShape chunks) implements AnswerShape {

    @Override
    public Map<String, Object> whole(Map<String, Object> answer) {
        return chunks.whole(answer);
    }

    @Override
    public EventStream stream(ChatStream source, Asked asked, Bill bill) {
        return new ChatEvents(source, chunks, asked, bill);
    }
}
