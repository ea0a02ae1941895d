package io.serai.processors.responses;

import io.serai.api.chat.ChatStream;
import io.serai.api.sse.EventStream;
import io.serai.processors.frontend.AnswerEvents;
import io.serai.processors.frontend.AnswerShape;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import java.time.InstantSource;
import java.util.Map;

/** Answers and streams of Responses. A whole answer is what a stream of it would end with. */
record ResponsesShape(ResponseCall call, InstantSource clock) implements AnswerShape {

    @Override
    public Map<String, Object> whole(Map<String, Object> answer) {
        Output output = new Output(call, EventSink.NOBODY);
        ChatStream.of(answer).forEachRemaining(output::add);
        return new Ending(call, clock).told(output, output.usage());
    }

    @Override
    public EventStream stream(ChatStream chunks, Asked asked, Bill bill) {
        return new AnswerEvents(chunks, new ResponseEvents(call, new Ending(call, clock), bill));
    }
}
