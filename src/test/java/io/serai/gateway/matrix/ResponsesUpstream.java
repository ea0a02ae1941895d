package io.serai.gateway.matrix;

import static io.serai.gateway.matrix.Literal.array;
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

/** OpenAI's responses: platform.openai.com/docs/api-reference/responses, and /responses-streaming. */
final class ResponsesUpstream implements Upstream {

    @Override
    public String name() {
        return "openai-responses";
    }

    @Override
    public String properties(String address) {
        return "{dialect: openai-responses, baseUrl: \"%s/v1\", apiKey: sk-test}".formatted(address);
    }

    @Override
    public String model() {
        return "gpt-5";
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/v1/responses");
    }

    @Override
    public byte[] image(JsonObject request) {
        List<JsonObject> input = objects(request, "input");
        for (JsonObject part : objects(input.get(input.size() - 1), "content")) {
            if (part.getString("type").equals("input_image")) {
                String url = part.getString("image_url");
                return Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
            }
        }
        return new byte[0];
    }

    @Override
    public Optional<String> forced(JsonObject request) {
        return Optional.ofNullable(at(request, "tool_choice").getString("name"));
    }

    @Override
    public Returned returned(JsonObject request) {
        JsonObject call = ofType(request, "function_call");
        JsonObject result = ofType(request, "function_call_output");
        return new Returned(
                call.getString("call_id"),
                call.getString("name"),
                new JsonObject(call.getString("arguments")),
                result.getString("call_id"),
                String.valueOf(result.getValue("output")),
                ofType(request, "reasoning").getString("encrypted_content", ""));
    }

    private static JsonObject ofType(JsonObject request, String type) {
        return objects(request, "input").stream()
                .filter(item -> type.equals(item.getString("type")))
                .findFirst()
                .orElseGet(JsonObject::new);
    }

    @Override
    public JsonObject whole(Said said) {
        return response("completed", new JsonArray(items(said)));
    }

    private static List<JsonObject> items(Said said) {
        List<JsonObject> items = new ArrayList<>();
        if (said.thinks()) {
            JsonObject summary = object("type", "summary_text", "text", said.allThought());
            items.add(object("id", "rs_1", "type", "reasoning", "summary", array(summary))
                    .put("encrypted_content", Said.SIGNATURE));
        }
        if (!said.text().isEmpty()) {
            items.add(message("completed", array(part(said.allText()))));
        }
        said.calls().forEach(call -> items.add(call(call, "completed", call.json())));
        return items;
    }

    private static JsonObject message(String status, JsonArray content) {
        return object("id", "msg_1", "type", "message", "role", "assistant", "status", status, "content", content);
    }

    private static JsonObject part(String text) {
        return object("type", "output_text", "text", text, "annotations", new JsonArray(), "logprobs", new JsonArray());
    }

    private static JsonObject call(Said.Call call, String status, String arguments) {
        return object("id", "fc_" + call.id(), "type", "function_call", "status", status, "call_id", call.id())
                .put("name", call.name())
                .put("arguments", arguments);
    }

    private JsonObject response(String status, JsonArray output) {
        JsonObject response = object("id", "resp_1", "object", "response", "created_at", 1_760_000_000)
                .put("status", status)
                .put("error", null)
                .put("model", model())
                .put("output", output);
        return status.equals("completed") ? response.put("usage", usage()) : response.put("usage", null);
    }

    private static JsonObject usage() {
        return object("input_tokens", Said.TOKENS_IN, "input_tokens_details", object("cached_tokens", 0))
                .put("output_tokens", Said.TOKENS_OUT)
                .put("output_tokens_details", object("reasoning_tokens", 0))
                .put("total_tokens", Said.TOKENS_IN + Said.TOKENS_OUT);
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public List<Buffer> stream(Said said) {
        List<JsonObject> events = new ArrayList<>();
        events.add(object("type", "response.created", "response", response("in_progress", new JsonArray())));
        events.add(object("type", "response.in_progress", "response", response("in_progress", new JsonArray())));
        List<JsonObject> items = items(said);
        int index = 0;
        if (said.thinks()) {
            reasoning(events, index, items.get(index), said.thought());
            index++;
        }
        if (!said.text().isEmpty()) {
            text(events, index, items.get(index), said.text());
            index++;
        }
        for (Said.Call call : said.calls()) {
            call(events, index, items.get(index), call);
            index++;
        }
        events.add(object("type", "response.completed", "response", whole(said)));
        return frames(events);
    }

    private static void reasoning(List<JsonObject> events, int index, JsonObject item, List<String> pieces) {
        events.add(added(index, object("id", "rs_1", "type", "reasoning", "summary", new JsonArray())));
        JsonObject place = object("item_id", "rs_1", "output_index", index, "summary_index", 0);
        JsonObject empty = object("type", "summary_text", "text", "");
        events.add(typed("response.reasoning_summary_part.added", place).put("part", empty));
        pieces.forEach(piece ->
                events.add(typed("response.reasoning_summary_text.delta", place).put("delta", piece)));
        String whole = String.join("", pieces);
        events.add(typed("response.reasoning_summary_text.done", place).put("text", whole));
        events.add(typed("response.reasoning_summary_part.done", place)
                .put("part", object("type", "summary_text", "text", whole)));
        events.add(done(index, item));
    }

    private static void text(List<JsonObject> events, int index, JsonObject item, List<String> pieces) {
        events.add(added(index, message("in_progress", new JsonArray())));
        JsonObject place = object("item_id", "msg_1", "output_index", index, "content_index", 0);
        events.add(typed("response.content_part.added", place).put("part", part("")));
        pieces.forEach(piece -> events.add(
                typed("response.output_text.delta", place).put("delta", piece).put("logprobs", new JsonArray())));
        String whole = String.join("", pieces);
        events.add(typed("response.output_text.done", place).put("text", whole));
        events.add(typed("response.content_part.done", place).put("part", part(whole)));
        events.add(done(index, item));
    }

    private static void call(List<JsonObject> events, int index, JsonObject item, Said.Call call) {
        events.add(added(index, call(call, "in_progress", "")));
        JsonObject place = object("item_id", item.getString("id"), "output_index", index);
        call.arguments()
                .forEach(piece -> events.add(
                        typed("response.function_call_arguments.delta", place).put("delta", piece)));
        events.add(typed("response.function_call_arguments.done", place).put("arguments", call.json()));
        events.add(done(index, item));
    }

    private static JsonObject typed(String type, JsonObject place) {
        return object("type", type).mergeIn(place);
    }

    private static JsonObject added(int index, JsonObject item) {
        return object("type", "response.output_item.added", "output_index", index, "item", item);
    }

    private static JsonObject done(int index, JsonObject item) {
        return object("type", "response.output_item.done", "output_index", index, "item", item);
    }

    private static List<Buffer> frames(List<JsonObject> events) {
        List<Buffer> frames = new ArrayList<>();
        for (JsonObject event : events) {
            event.put("sequence_number", frames.size());
            frames.add(Buffer.buffer(Events.typed(event)));
        }
        return frames;
    }

    @Override
    public List<Buffer> broken(String text) {
        List<Buffer> begun = new ArrayList<>(stream(Said.text(text)).subList(0, 5));
        JsonObject error = object("type", "error", "code", "server_error", "message", "No.", "param", null)
                .put("sequence_number", begun.size());
        begun.add(Buffer.buffer(Events.typed(error)));
        return begun;
    }

    @Override
    public JsonObject refusal(int status) {
        String type = status == 429 ? "rate_limit_error" : "invalid_request_error";
        return object("error", object("message", "No.", "type", type, "param", null, "code", null));
    }
}
