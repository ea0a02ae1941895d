package io.serai.processors.openai;

import io.serai.api.call.CallNames;
import io.serai.api.meter.Meter;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes the answer to {@code POST /v1/embeddings}: the model's own, its vectors in the format that the caller asked for. */
public final class EmbeddingsWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof Map<?, ?> body)) {
            throw Answer.unexpected(exchange.getMessage().getBody(), Asked.of(exchange));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        body.forEach((name, value) -> answer.put(String.valueOf(name), value));
        VectorFormat format = exchange.getProperty(VectorFormat.PROPERTY, VectorFormat.FLOAT, VectorFormat.class);
        if (answer.get("data") instanceof List<?> data) {
            answer.put("data", written(data, format));
        }
        Bill bill = new Bill(exchange.getProperty(CallNames.METER, Meter.class));
        Answer.write(exchange, answer.containsKey("usage") ? Answer.billed(answer, bill) : answer);
    }

    private static List<Object> written(List<?> data, VectorFormat format) {
        List<Object> written = new ArrayList<>(data.size());
        for (Object element : data) {
            if (element instanceof Map<?, ?> embedding && embedding.containsKey("embedding")) {
                Map<Object, Object> copy = new LinkedHashMap<>(embedding);
                copy.put("embedding", format.write(embedding.get("embedding")));
                written.add(copy);
            } else {
                written.add(element);
            }
        }
        return written;
    }
}
