package io.serai.processors.rerank;

import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.LimitHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes the answer to {@code POST /v2/rerank} (<a href="https://docs.cohere.com/reference/rerank">source</a>). */
public final class CohereRerankWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Ranking ranking = Ranking.of(exchange);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", ranking.id());
        answer.put("results", ranking.results(Ranking.Documents.LEFT_OUT));
        answer.put("meta", ranking.meta("2"));
        Answer.write(exchange, answer, LimitHeaders.NONE);
    }
}
