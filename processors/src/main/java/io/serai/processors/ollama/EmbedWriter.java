package io.serai.processors.ollama;

import io.serai.api.call.CallNames;
import io.serai.api.meter.Meter;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import io.serai.processors.frontend.LimitHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes the answer to {@code POST /api/embed}, and to the older {@code POST /api/embeddings}, which has one vector and nothing else. */
public final class EmbedWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Asked asked = Asked.of(exchange);
        OllamaAsked own = OllamaAsked.of(exchange);
        Object said = exchange.getMessage().getBody();
        if (!(said instanceof Map<?, ?> answer) || !(answer.get("data") instanceof List<?> data)) {
            throw Answer.unexpected(said, asked);
        }
        List<Object> vectors = new ArrayList<>(data.size());
        for (Object element : data) {
            vectors.add(Vector.numbers(element instanceof Map<?, ?> embedding ? embedding.get("embedding") : null));
        }
        Map<String, Object> told = new LinkedHashMap<>();
        if (own.endpoint() == OllamaAsked.Endpoint.EMBEDDINGS) {
            told.put("embedding", vectors.isEmpty() ? List.of() : vectors.get(0));
            Answer.write(exchange, told, LimitHeaders.NONE);
            return;
        }
        told.put("model", answer.get("model") instanceof String model && !model.isEmpty() ? model : asked.model());
        told.put("embeddings", vectors);
        told.put("total_duration", own.taken());
        counts(answer, new Bill(exchange.getProperty(CallNames.METER, Meter.class)), told);
        Answer.write(exchange, told, LimitHeaders.NONE);
    }

    private static void counts(Map<?, ?> answer, Bill bill, Map<String, Object> told) {
        Map<String, Object> given = new LinkedHashMap<>();
        if (answer.get("usage") instanceof Map<?, ?> usage) {
            usage.forEach((name, value) -> given.put(String.valueOf(name), value));
        }
        Map<String, Object> usage = given.isEmpty() ? null : bill.usage(given);
        if (usage == null) {
            return;
        }
        if (usage.get("load_duration") instanceof Number nanos) {
            told.put("load_duration", nanos);
        }
        if (usage.get("prompt_tokens") instanceof Number tokens) {
            told.put("prompt_eval_count", tokens);
        }
    }
}
