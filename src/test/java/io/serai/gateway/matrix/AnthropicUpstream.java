package io.serai.gateway.matrix;

import static io.serai.gateway.matrix.Literal.at;
import static io.serai.gateway.matrix.Literal.object;
import static io.serai.gateway.matrix.Literal.objects;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Anthropic's messages: platform.claude.com/docs/en/api/messages, and /docs/en/build-with-claude/streaming. */
final class AnthropicUpstream implements Upstream {

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public String properties(String address) {
        return "{dialect: anthropic, baseUrl: \"%s\", apiKey: sk-test}".formatted(address);
    }

    @Override
    public String model() {
        return "claude-sonnet-4-5";
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/v1/messages");
    }

    @Override
    public byte[] image(JsonObject request) {
        for (JsonObject block : lastContent(request, 1)) {
            if (block.getString("type").equals("image")) {
                return Base64.getDecoder().decode(at(block, "source").getString("data"));
            }
        }
        return new byte[0];
    }

    private static List<JsonObject> lastContent(JsonObject request, int fromEnd) {
        List<JsonObject> messages = objects(request, "messages");
        return objects(messages.get(messages.size() - fromEnd), "content");
    }

    @Override
    public Optional<String> forced(JsonObject request) {
        return Optional.ofNullable(at(request, "tool_choice").getString("name"));
    }

    @Override
    public Returned returned(JsonObject request) {
        JsonObject call = ofType(lastContent(request, 2), "tool_use");
        JsonObject result = ofType(lastContent(request, 1), "tool_result");
        JsonObject thinking = ofType(lastContent(request, 2), "thinking");
        return new Returned(
                call.getString("id"),
                call.getString("name"),
                call.getJsonObject("input"),
                result.getString("tool_use_id"),
                text(result),
                thinking.getString("signature", ""));
    }

    private static JsonObject ofType(List<JsonObject> blocks, String type) {
        return blocks.stream()
                .filter(block -> block.getString("type").equals(type))
                .findFirst()
                .orElseGet(JsonObject::new);
    }

    private static String text(JsonObject result) {
        return result.getValue("content") instanceof String text
                ? text
                : objects(result, "content").get(0).getString("text");
    }

    @Override
    public JsonObject whole(Said said) {
        JsonArray content = new JsonArray();
        if (said.thinks()) {
            content.add(object("type", "thinking", "thinking", said.allThought(), "signature", Said.SIGNATURE));
        }
        if (!said.text().isEmpty()) {
            content.add(object("type", "text", "text", said.allText()));
        }
        said.calls().forEach(call -> content.add(toolUse(call, call.input())));
        return message(content).put("stop_reason", stopReason(said));
    }

    private static JsonObject toolUse(Said.Call call, JsonObject input) {
        return object("type", "tool_use", "id", call.id(), "name", call.name(), "input", input);
    }

    private static String stopReason(Said said) {
        return said.calls().isEmpty() ? "end_turn" : "tool_use";
    }

    private JsonObject message(JsonArray content) {
        return object("id", "msg_1", "type", "message", "role", "assistant", "model", model(), "content", content)
                .put("stop_reason", null)
                .put("stop_sequence", null)
                .put("usage", object("input_tokens", Said.TOKENS_IN, "output_tokens", Said.TOKENS_OUT));
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public List<Buffer> stream(Said said) {
        List<JsonObject> events = new ArrayList<>();
        events.add(object("type", "message_start", "message", message(new JsonArray())));
        events.add(object("type", "ping"));
        int index = 0;
        if (said.thinks()) {
            List<JsonObject> deltas = deltas("thinking_delta", "thinking", said.thought());
            deltas.add(object("type", "signature_delta", "signature", Said.SIGNATURE));
            block(events, index++, object("type", "thinking", "thinking", "", "signature", ""), deltas);
        }
        if (!said.text().isEmpty()) {
            block(events, index++, object("type", "text", "text", ""), deltas("text_delta", "text", said.text()));
        }
        for (Said.Call call : said.calls()) {
            List<JsonObject> deltas = deltas("input_json_delta", "partial_json", call.arguments());
            block(events, index++, toolUse(call, new JsonObject()), deltas);
        }
        events.add(object(
                "type",
                "message_delta",
                "delta",
                object("stop_reason", stopReason(said), "stop_sequence", null),
                "usage",
                object("output_tokens", Said.TOKENS_OUT)));
        events.add(object("type", "message_stop"));
        return frames(events);
    }

    private static List<JsonObject> deltas(String type, String member, List<String> pieces) {
        List<JsonObject> deltas = new ArrayList<>();
        pieces.forEach(piece -> deltas.add(object("type", type, member, piece)));
        return deltas;
    }

    private static void block(List<JsonObject> events, int index, JsonObject start, List<JsonObject> deltas) {
        events.add(object("type", "content_block_start", "index", index, "content_block", start));
        deltas.forEach(delta -> events.add(object("type", "content_block_delta", "index", index, "delta", delta)));
        events.add(object("type", "content_block_stop", "index", index));
    }

    private static List<Buffer> frames(List<JsonObject> events) {
        return events.stream().map(Events::typed).map(Buffer::buffer).toList();
    }

    @Override
    public List<Buffer> broken(String text) {
        List<Buffer> all = stream(Said.text(text));
        List<Buffer> begun = new ArrayList<>(all.subList(0, 4));
        begun.add(Buffer.buffer(Events.typed(refusal(529))));
        return begun;
    }

    @Override
    public JsonObject refusal(int status) {
        String type =
                switch (status) {
                    case 429 -> "rate_limit_error";
                    case 400 -> "invalid_request_error";
                    default -> "overloaded_error";
                };
        return object("type", "error", "error", object("type", type, "message", "No."));
    }
}
