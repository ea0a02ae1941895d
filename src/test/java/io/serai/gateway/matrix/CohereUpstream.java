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

/** Cohere's chat of version 2: docs.cohere.com/v2/reference/chat, and /chat-stream. Its thinking is text, unsigned. */
final class CohereUpstream implements Upstream {

    @Override
    public String name() {
        return "cohere";
    }

    @Override
    public boolean can(Ability ability) {
        return ability != Ability.SIGNATURES;
    }

    @Override
    public String properties(String address) {
        return "{dialect: cohere, baseUrl: \"%s\", apiKey: sk-test}".formatted(address);
    }

    @Override
    public String model() {
        return "command-a-reasoning-08-2025";
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/v2/chat");
    }

    @Override
    public byte[] image(JsonObject request) {
        List<JsonObject> messages = objects(request, "messages");
        for (JsonObject part : objects(messages.get(messages.size() - 1), "content")) {
            if (part.getString("type").equals("image_url")) {
                String url = at(part, "image_url").getString("url");
                return Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
            }
        }
        return new byte[0];
    }

    @Override
    public Optional<String> forced(JsonObject request) {
        return Optional.empty();
    }

    @Override
    public Returned returned(JsonObject request) {
        List<JsonObject> messages = objects(request, "messages");
        JsonObject result = messages.get(messages.size() - 1);
        JsonObject call =
                objects(messages.get(messages.size() - 2), "tool_calls").get(0);
        JsonObject function = call.getJsonObject("function");
        return new Returned(
                call.getString("id"),
                function.getString("name"),
                new JsonObject(function.getString("arguments")),
                result.getString("tool_call_id"),
                String.valueOf(result.getValue("content")),
                "");
    }

    @Override
    public JsonObject whole(Said said) {
        JsonObject message = object("role", "assistant");
        JsonArray content = new JsonArray();
        if (said.thinks()) {
            content.add(object("type", "thinking", "thinking", said.allThought()));
        }
        if (!said.text().isEmpty()) {
            content.add(object("type", "text", "text", said.allText()));
        }
        if (!content.isEmpty()) {
            message.put("content", content);
        }
        if (!said.calls().isEmpty()) {
            JsonArray calls = new JsonArray();
            said.calls().forEach(call -> calls.add(call(call, call.json())));
            message.put("tool_calls", calls);
        }
        return object("id", "c14c80c3", "finish_reason", finish(said), "message", message, "usage", usage());
    }

    private static JsonObject call(Said.Call call, String arguments) {
        return object(
                "id", call.id(), "type", "function", "function", object("name", call.name(), "arguments", arguments));
    }

    private static String finish(Said said) {
        return said.calls().isEmpty() ? "COMPLETE" : "TOOL_CALL";
    }

    private static JsonObject usage() {
        JsonObject tokens = object("input_tokens", Said.TOKENS_IN, "output_tokens", Said.TOKENS_OUT);
        return object("billed_units", tokens, "tokens", tokens);
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public List<Buffer> stream(Said said) {
        List<Buffer> frames = new ArrayList<>();
        JsonObject start = object("role", "assistant", "content", new JsonArray(), "tool_plan", "")
                .put("tool_calls", new JsonArray());
        frames.add(frame(object("id", "c14c80c3", "type", "message-start", "delta", object("message", start))));
        int index = 0;
        if (said.thinks()) {
            content(frames, index++, "thinking", said.thought());
        }
        if (!said.text().isEmpty()) {
            content(frames, index, "text", said.text());
        }
        for (int i = 0; i < said.calls().size(); i++) {
            call(frames, i, said.calls().get(i));
        }
        JsonObject delta = object("finish_reason", finish(said), "usage", usage());
        frames.add(frame(object("type", "message-end", "delta", delta)));
        return frames;
    }

    private static void content(List<Buffer> frames, int index, String type, List<String> pieces) {
        frames.add(piece("content-start", index, "content", object("type", type, type, "")));
        pieces.forEach(piece -> frames.add(piece("content-delta", index, "content", object(type, piece))));
        frames.add(frame(object("type", "content-end", "index", index)));
    }

    private static void call(List<Buffer> frames, int index, Said.Call call) {
        frames.add(piece("tool-call-start", index, "tool_calls", call(call, "")));
        call.arguments().forEach(piece -> {
            JsonObject function = object("function", object("arguments", piece));
            frames.add(piece("tool-call-delta", index, "tool_calls", function));
        });
        frames.add(frame(object("type", "tool-call-end", "index", index)));
    }

    private static Buffer piece(String type, int index, String member, JsonObject said) {
        return frame(object("type", type, "index", index, "delta", object("message", object(member, said))));
    }

    private static Buffer frame(JsonObject event) {
        return Buffer.buffer(Events.typed(event));
    }

    @Override
    public List<Buffer> broken(String text) {
        List<Buffer> begun = new ArrayList<>(stream(Said.text(text)).subList(0, 3));
        JsonObject delta = object("finish_reason", "ERROR", "error", "No.");
        begun.add(frame(object("type", "message-end", "delta", delta)));
        return begun;
    }

    @Override
    public JsonObject refusal(int status) {
        return object("id", "c14c80c3", "message", "No.");
    }
}
