package io.serai.processors.frontend;

import io.serai.api.chat.ChatStream;
import io.serai.api.sse.EventStream;
import java.util.Map;

/** How a front end tells what a model said. One per request, used by one thread. */
public interface AnswerShape {

    /** A whole answer; the given one stays as it is. */
    Map<String, Object> whole(Map<String, Object> answer);

    /** An answer as it comes. */
    EventStream stream(ChatStream chunks, Asked asked, Bill bill);

    /** How much more may be asked. */
    default LimitHeaders limits() {
        return LimitHeaders.OPENAI;
    }
}
