package io.serai.processors.openai;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Gathers the answers to the prompts of one request in a {@code List}, in the order of the prompts. */
public final class CompletionsAggregation implements AggregationStrategy {

    @Override
    @SuppressWarnings("unchecked")
    public Exchange aggregate(@Nullable Exchange gathered, Exchange next) {
        Object answer = next.getMessage().getBody();
        if (gathered == null) {
            List<Object> answers = new ArrayList<>();
            answers.add(answer);
            next.getMessage().setBody(answers);
            return next;
        }
        ((List<Object>) gathered.getMessage().getBody()).add(answer);
        return gathered;
    }
}
