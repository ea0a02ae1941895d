package io.serai.gateway.matrix;

import static io.serai.gateway.matrix.Literal.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Puts Anthropic's events together, and breaks where they are out of order: /docs/en/build-with-claude/streaming#event-types. */
final class MessageReader {

    private static final Map<String, String> GROWING =
            Map.of("text_delta", "text", "thinking_delta", "thinking", "signature_delta", "signature");

    private JsonObject message = new JsonObject();
    private final JsonArray content = new JsonArray();
    private JsonObject block = new JsonObject();
    private final StringBuilder input = new StringBuilder();
    private State state = State.BEFORE;

    private enum State {
        BEFORE,
        BETWEEN,
        IN_BLOCK,
        ENDING,
        ENDED
    }

    void add(JsonObject event) {
        switch (event.getString("type")) {
            case "ping" -> assertThat(state).isNotIn(State.BEFORE, State.ENDED);
            case "message_start" -> {
                go(State.BEFORE, State.BETWEEN);
                message = event.getJsonObject("message");
                assertThat(message.getJsonArray("content")).isEmpty();
            }
            case "content_block_start" -> {
                go(State.BETWEEN, State.IN_BLOCK);
                assertThat(event.getInteger("index")).isEqualTo(content.size());
                block = event.getJsonObject("content_block");
                input.setLength(0);
            }
            case "content_block_delta" -> {
                go(State.IN_BLOCK, State.IN_BLOCK);
                assertThat(event.getInteger("index")).isEqualTo(content.size());
                delta(event.getJsonObject("delta"));
            }
            case "content_block_stop" -> {
                go(State.IN_BLOCK, State.BETWEEN);
                if (!input.isEmpty()) {
                    block.put("input", new JsonObject(input.toString()));
                }
                content.add(block);
            }
            case "message_delta" -> {
                go(State.BETWEEN, State.ENDING);
                message.mergeIn(event.getJsonObject("delta"))
                        .mergeIn(object("usage", event.getJsonObject("usage")), true);
            }
            case "message_stop" -> go(State.ENDING, State.ENDED);
            default -> throw new AssertionError("unexpected event " + event);
        }
    }

    private void delta(JsonObject delta) {
        String type = delta.getString("type");
        if (type.equals("input_json_delta")) {
            input.append(delta.getString("partial_json"));
        } else {
            assertThat(GROWING).containsKey(type);
            String member = GROWING.get(type);
            block.put(member, block.getString(member, "") + delta.getString(member));
        }
    }

    private void go(State from, State to) {
        assertThat(state).isEqualTo(from);
        state = to;
    }

    JsonObject message() {
        assertThat(state).isEqualTo(State.ENDED);
        return message.put("content", content);
    }
}
