package io.serai.processors.rerank;

import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.LimitHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes the answer to {@code POST /v1/rerank}. Jina (<a href="https://jina.ai/reranker">source</a>) and Cohere's version 1 (<a
 * href="https://docs.cohere.com/v1/reference/rerank">source</a>) share this path, and both their clients pass over what they do not know:
 * so the answer is Jina's, documents repeated unless the caller says otherwise, with Cohere's {@code id} and {@code meta} beside it.
 */
public final class RerankWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Ranking ranking = Ranking.of(exchange);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", ranking.id());
        answer.put("object", "list");
        answer.put(
                "model", ranking.answer().getOrDefault("model", ranking.asked().model()));
        answer.put("results", ranking.results(Ranking.Documents.REPEATED));
        if (ranking.answer().get("usage") != null) {
            answer.put("usage", ranking.answer().get("usage"));
        }
        answer.put("meta", ranking.meta("1"));
        Answer.write(exchange, answer, LimitHeaders.NONE);
    }
}
