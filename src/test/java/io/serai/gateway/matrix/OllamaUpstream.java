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

/** Ollama's chat: docs.ollama.com/api/chat. Its calls have no identifiers and come whole, its stream is lines of JSON. */
final class OllamaUpstream implements Upstream {

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public boolean can(Ability ability) {
        return ability != Ability.SIGNATURES && ability != Ability.CALL_IDS;
    }

    @Override
    public String properties(String address) {
        return "{dialect: ollama, baseUrl: \"%s\"}".formatted(address);
    }

    @Override
    public String model() {
        return "qwen3";
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/api/chat");
    }

    @Override
    public byte[] image(JsonObject request) {
        List<JsonObject> messages = objects(request, "messages");
        JsonArray images = messages.get(messages.size() - 1).getJsonArray("images", new JsonArray());
        return images.isEmpty() ? new byte[0] : Base64.getDecoder().decode(images.getString(0));
    }

    @Override
    public Optional<String> forced(JsonObject request) {
        return Optional.empty();
    }

    @Override
    public Returned returned(JsonObject request) {
        List<JsonObject> messages = objects(request, "messages");
        JsonObject function =
                at(objects(messages.get(messages.size() - 2), "tool_calls").get(0), "function");
        JsonObject result = messages.get(messages.size() - 1);
        return new Returned(
                "", function.getString("name"), at(function, "arguments"), "", result.getString("content"), "");
    }

    @Override
    public JsonObject whole(Said said) {
        JsonObject message = object("role", "assistant", "content", said.allText());
        if (said.thinks()) {
            message.put("thinking", said.allThought());
        }
        if (!said.calls().isEmpty()) {
            message.put("tool_calls", calls(said));
        }
        return last(message);
    }

    private static JsonArray calls(Said said) {
        JsonArray calls = new JsonArray();
        said.calls()
                .forEach(call -> calls.add(object("function", object("name", call.name(), "arguments", call.input()))));
        return calls;
    }

    private JsonObject line(JsonObject message) {
        return object("model", model(), "created_at", "2026-01-01T00:00:00.5Z", "message", message, "done", false);
    }

    private JsonObject last(JsonObject message) {
        return line(message)
                .put("done", true)
                .put("done_reason", "stop")
                .put("total_duration", 5_000_000L)
                .put("prompt_eval_count", Said.TOKENS_IN)
                .put("eval_count", Said.TOKENS_OUT);
    }

    @Override
    public boolean streams(Request request) {
        // Ollama streams unless told not to.
        return !Boolean.FALSE.equals(request.body().getBoolean("stream"));
    }

    @Override
    public String streamType() {
        return "application/x-ndjson";
    }

    @Override
    public List<Buffer> stream(Said said) {
        List<Buffer> lines = new ArrayList<>();
        for (String piece : said.thought()) {
            lines.add(encoded(line(object("role", "assistant", "content", "", "thinking", piece))));
        }
        said.text().forEach(piece -> lines.add(encoded(line(object("role", "assistant", "content", piece)))));
        if (!said.calls().isEmpty()) {
            JsonObject message = object("role", "assistant", "content", "", "tool_calls", calls(said));
            lines.add(encoded(line(message)));
        }
        lines.add(encoded(last(object("role", "assistant", "content", ""))));
        return lines;
    }

    private static Buffer encoded(JsonObject line) {
        return Buffer.buffer(line.encode() + "\n");
    }

    @Override
    public List<Buffer> broken(String text) {
        return List.of(encoded(line(object("role", "assistant", "content", text))), encoded(refusal(500)));
    }

    @Override
    public JsonObject refusal(int status) {
        return object("error", "No.");
    }
}
