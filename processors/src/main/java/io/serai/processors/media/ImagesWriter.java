package io.serai.processors.media;

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

/**
 * Writes the answer to {@code POST /v1/images/generations} and {@code /v1/images/edits}: the model's own, or, to a caller who asked for
 * a stream, one event for each image (<a href="https://platform.openai.com/docs/api-reference/images-streaming">source</a>), the usage
 * with the last.
 */
public final class ImagesWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Asked asked = Asked.of(exchange);
        if (!(exchange.getMessage().getBody() instanceof Map<?, ?> body)) {
            throw Answer.unexpected(exchange.getMessage().getBody(), asked);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        body.forEach((name, value) -> answer.put(String.valueOf(name), value));
        Bill bill = new Bill(exchange.getProperty(CallNames.METER, Meter.class));
        Map<String, Object> billed = answer.containsKey("usage") ? Answer.billed(answer, bill) : answer;
        if (asked.form() == Asked.Form.WHOLE) {
            Answer.write(exchange, billed);
            return;
        }
        ImageWish wish = exchange.getProperty(ImageWish.PROPERTY, ImageWish.NONE, ImageWish.class);
        Answer.write(exchange, new ReadyEvents(events(billed, wish)));
    }

    private static List<Map<String, Object>> events(Map<String, Object> answer, ImageWish wish) {
        List<?> images = answer.get("data") instanceof List<?> data ? data : List.of();
        List<Map<String, Object>> events = new ArrayList<>(images.size());
        for (Object image : images) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("type", wish.event());
            if (image instanceof Map<?, ?> members) {
                members.forEach((name, value) -> event.put(String.valueOf(name), value));
            }
            event.put("created_at", answer.getOrDefault("created", 0));
            event.putAll(wish.traits());
            for (String trait : new String[] {"size", "quality", "background", "output_format"}) {
                if (answer.get(trait) != null) {
                    event.put(trait, answer.get(trait));
                }
            }
            events.add(event);
        }
        if (!events.isEmpty() && answer.get("usage") != null) {
            events.get(events.size() - 1).put("usage", answer.get("usage"));
        }
        return events;
    }
}
