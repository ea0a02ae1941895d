package io.serai.processors.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.sse.EventStream;
import io.serai.api.sse.SseEvent;
import io.serai.api.sse.SseParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stream as a client of Anthropic's API reads it: breaks where the grammar is not kept, and gives back the message. */
final class Told {

    private static final Map<String, String> GROWING = Map.of(
            "text_delta", "text",
            "thinking_delta", "thinking",
            "signature_delta", "signature");

    private final Map<String, Object> message = new LinkedHashMap<>();
    private final List<Object> content = new ArrayList<>();
    private final StringBuilder input = new StringBuilder();
    private Map<String, Object> block = Map.of();
    private State state = State.BEFORE;

    private enum State {
        BEFORE,
        BETWEEN,
        IN_BLOCK,
        ENDING,
        ENDED
    }

    private Told() {}

    static Map<String, Object> by(EventStream stream) {
        Told told = new Told();
        for (byte[] frame = stream.next(); frame != null; frame = stream.next()) {
            told.read(frame);
        }
        assertThat(told.state).isEqualTo(State.ENDED);
        told.message.put("content", told.content);
        return told.message;
    }

    private void read(byte[] frame) {
        try {
            SseParser parser = new SseParser(1 << 20);
            parser.add(frame);
            SseEvent event = parser.poll();
            assertThat(event).isNotNull();
            assertThat(parser.poll()).as("one event a frame").isNull();
            Map<String, Object> data = Json.standard().readObject(event.data());
            assertThat(data.get("type")).isEqualTo(event.type());
            event(event.type(), data);
        } catch (Exception e) {
            throw new AssertionError(new String(frame, StandardCharsets.UTF_8), e);
        }
    }

    private void event(String type, Map<String, Object> data) throws JsonException {
        switch (type) {
            case "ping" -> assertThat(state).isEqualTo(State.BETWEEN);
            case "message_start" -> {
                from(State.BEFORE, State.BETWEEN);
                message.putAll(map(data.get("message")));
            }
            case "content_block_start" -> {
                from(State.BETWEEN, State.IN_BLOCK);
                assertThat(data.get("index")).isEqualTo(content.size());
                block = new LinkedHashMap<>(map(data.get("content_block")));
                content.add(block);
                input.setLength(0);
            }
            case "content_block_delta" -> {
                from(State.IN_BLOCK, State.IN_BLOCK);
                assertThat(data.get("index")).isEqualTo(content.size() - 1);
                delta(map(data.get("delta")));
            }
            case "content_block_stop" -> {
                from(State.IN_BLOCK, State.BETWEEN);
                assertThat(data.get("index")).isEqualTo(content.size() - 1);
                if (!input.isEmpty()) {
                    block.put(
                            "input", Json.standard().readObject(input.toString().getBytes(StandardCharsets.UTF_8)));
                }
            }
            case "message_delta" -> {
                from(State.BETWEEN, State.ENDING);
                message.putAll(map(data.get("delta")));
                Map<String, Object> usage = new LinkedHashMap<>(map(message.get("usage")));
                usage.putAll(map(data.get("usage")));
                message.put("usage", usage);
            }
            case "message_stop" -> from(State.ENDING, State.ENDED);
            default -> throw new AssertionError("unexpected event " + type);
        }
    }

    private void delta(Map<String, Object> delta) {
        String type = (String) delta.get("type");
        if (GROWING.containsKey(type)) {
            String member = GROWING.get(type);
            block.put(member, block.get(member) + (String) delta.get(member));
        } else if (type.equals("input_json_delta")) {
            input.append(delta.get("partial_json"));
        } else {
            assertThat(type).isEqualTo("citations_delta");
            @SuppressWarnings("unchecked")
            List<Object> citations = (List<Object>) block.computeIfAbsent("citations", none -> new ArrayList<>());
            citations.add(delta.get("citation"));
        }
    }

    private void from(State expected, State next) {
        assertThat(state).isEqualTo(expected);
        state = next;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
