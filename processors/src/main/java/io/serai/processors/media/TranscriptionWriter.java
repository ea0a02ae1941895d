package io.serai.processors.media;

import io.serai.api.call.CallNames;
import io.serai.api.meter.Meter;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer to {@code POST /v1/audio/transcriptions} and {@code /v1/audio/translations}: JSON, a document, or, to a caller who
 * asked for a stream, its events (<a
 * href="https://platform.openai.com/docs/api-reference/audio/transcript-text-delta-event">source</a>). A route may also answer with
 * the text alone.
 */
public final class TranscriptionWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Asked asked = Asked.of(exchange);
        TranscriptFormat format =
                exchange.getProperty(TranscriptFormat.PROPERTY, TranscriptFormat.JSON, TranscriptFormat.class);
        Map<String, Object> answer = answer(exchange.getMessage().getBody(), asked);
        Bill bill = new Bill(exchange.getProperty(CallNames.METER, Meter.class));
        Map<String, Object> billed = answer.containsKey("usage") ? Answer.billed(answer, bill) : answer;
        if (asked.form() == Asked.Form.STREAMED) {
            Answer.write(exchange, new ReadyEvents(events(billed, format)));
        } else if (format.isDocument()) {
            byte[] document = text(billed).getBytes(StandardCharsets.UTF_8);
            Answer.write(exchange, document, format.contentType());
        } else {
            Answer.write(exchange, billed);
        }
    }

    private static Map<String, Object> answer(@Nullable Object said, Asked asked) {
        Map<String, Object> answer = new LinkedHashMap<>();
        if (said instanceof Map<?, ?> map) {
            map.forEach((name, value) -> answer.put(String.valueOf(name), value));
        } else if (said instanceof CharSequence text) {
            answer.put("text", text.toString());
        } else {
            throw Answer.unexpected(said, asked);
        }
        return answer;
    }

    private static List<Map<String, Object>> events(Map<String, Object> answer, TranscriptFormat format) {
        List<Map<String, Object>> events = new ArrayList<>();
        if (format == TranscriptFormat.DIARIZED_JSON && answer.get("segments") instanceof List<?> segments) {
            for (Object segment : segments) {
                if (segment instanceof Map<?, ?> members) {
                    Map<String, Object> event = event("transcript.text.segment");
                    members.forEach((name, value) -> event.put(String.valueOf(name), value));
                    event.put("type", "transcript.text.segment");
                    events.add(event);
                }
            }
        } else {
            Map<String, Object> delta = event("transcript.text.delta");
            delta.put("delta", text(answer));
            copy("logprobs", answer, delta);
            events.add(delta);
        }
        Map<String, Object> done = event("transcript.text.done");
        done.put("text", text(answer));
        copy("logprobs", answer, done);
        copy("usage", answer, done);
        events.add(done);
        return events;
    }

    private static Map<String, Object> event(String type) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        return event;
    }

    private static void copy(String name, Map<String, Object> from, Map<String, Object> into) {
        Object value = from.get(name);
        if (value != null) {
            into.put(name, value);
        }
    }

    private static String text(Map<String, Object> answer) {
        return answer.get("text") instanceof CharSequence text ? text.toString() : "";
    }
}
