package io.serai.processors.gemini;

import io.serai.api.call.CallNames;
import io.serai.api.meter.Meter;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Bill;
import io.serai.processors.frontend.LimitHeaders;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes the answer to what {@link GeminiReader} has read: candidates, whole or as a stream, embeddings, or a count. Takes what the route
 * answered: an answer {@code Map}, a {@link io.serai.api.chat.ChatStream}, or text, which the model then is said to have said.
 */
public final class GeminiWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Posted posted = Posted.of(exchange);
        Object said = exchange.getMessage().getBody();
        switch (posted.target().method()) {
            case GENERATE, STREAM -> Answer.write(exchange, said, posted.asked(), new ContentShape(posted));
            case COUNT -> Answer.write(exchange, count(said, posted), LimitHeaders.NONE);
            case EMBED -> Answer.write(exchange, EmbedAnswer.one(billed(exchange, said, posted)), LimitHeaders.NONE);
            case BATCH_EMBED ->
                Answer.write(exchange, EmbedAnswer.batch(billed(exchange, said, posted)), LimitHeaders.NONE);
        }
    }

    private static Map<String, Object> count(Object said, Posted posted) {
        if (said instanceof Map<?, ?> counted && counted.get("input_tokens") instanceof Number tokens) {
            return Node.map("totalTokens", tokens);
        }
        throw Answer.unexpected(said, posted.asked());
    }

    private static Map<String, Object> billed(Exchange exchange, Object said, Posted posted) {
        if (!(said instanceof Map<?, ?> answer) || !(answer.get("data") instanceof Iterable)) {
            throw Answer.unexpected(said, posted.asked());
        }
        Bill bill = new Bill(exchange.getProperty(CallNames.METER, Meter.class));
        return answer.get("usage") == null ? Node.cast(answer) : Answer.billed(Node.cast(answer), bill);
    }
}
