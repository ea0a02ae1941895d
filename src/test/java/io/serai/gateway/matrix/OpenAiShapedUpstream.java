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
import java.util.Set;

/**
 * OpenAI's chat completions, which many services speak: platform.openai.com/docs/api-reference/chat. Reasoning is told as DeepSeek does:
 * api-docs.deepseek.com/guides/reasoning_model.
 *
 * @param properties of the provider's bean, {@code %s} for the address
 * @param path of its chat
 */
record OpenAiShapedUpstream(String name, String properties, String path, String model, Set<Ability> cannot)
        implements Upstream {

    @Override
    public boolean can(Ability ability) {
        return ability != Ability.SIGNATURES && !cannot.contains(ability);
    }

    @Override
    public String properties(String address) {
        return properties.formatted(address);
    }

    @Override
    public boolean serves(String asked) {
        return asked.equals(path);
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
        return Optional.ofNullable(at(request, "tool_choice", "function").getString("name"));
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
                text(result.getValue("content")),
                "");
    }

    private static String text(Object content) {
        if (!(content instanceof JsonArray parts)) {
            return String.valueOf(content);
        }
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(((JsonObject) part).getString("text")));
        return text.toString();
    }

    @Override
    public JsonObject whole(Said said) {
        JsonObject message = object("role", "assistant", "content", said.text().isEmpty() ? null : said.allText());
        if (said.thinks()) {
            message.put("reasoning_content", said.allThought());
        }
        JsonArray calls = new JsonArray();
        said.calls().forEach(call -> calls.add(call(call, call.json())));
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        JsonObject choice = object("index", 0, "message", message, "finish_reason", finish(said));
        return envelope("chat.completion").put("choices", array(choice)).put("usage", usage());
    }

    private static JsonObject call(Said.Call call, String arguments) {
        return object(
                "id", call.id(), "type", "function", "function", object("name", call.name(), "arguments", arguments));
    }

    private static String finish(Said said) {
        return said.calls().isEmpty() ? "stop" : "tool_calls";
    }

    private static JsonObject usage() {
        return object(
                "prompt_tokens",
                Said.TOKENS_IN,
                "completion_tokens",
                Said.TOKENS_OUT,
                "total_tokens",
                Said.TOKENS_IN + Said.TOKENS_OUT);
    }

    private JsonObject envelope(String type) {
        return object("id", "chatcmpl-1", "object", type, "created", 1_760_000_000, "model", model);
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public List<Buffer> stream(Said said) {
        List<Buffer> frames = new ArrayList<>();
        frames.add(chunk(object("role", "assistant", "content", ""), null));
        said.thought().forEach(piece -> frames.add(chunk(object("reasoning_content", piece), null)));
        said.text().forEach(piece -> frames.add(chunk(object("content", piece), null)));
        for (int i = 0; i < said.calls().size(); i++) {
            Said.Call call = said.calls().get(i);
            frames.add(chunk(object("tool_calls", array(call(call, "").put("index", i))), null));
            for (String piece : call.arguments()) {
                JsonObject more = object("index", i, "function", object("arguments", piece));
                frames.add(chunk(object("tool_calls", array(more)), null));
            }
        }
        frames.add(chunk(new JsonObject(), finish(said)));
        JsonObject last = envelope("chat.completion.chunk")
                .put("choices", new JsonArray())
                .put("usage", usage());
        frames.add(Buffer.buffer(Events.data(last)));
        frames.add(Buffer.buffer("data: [DONE]\n\n"));
        return frames;
    }

    private Buffer chunk(JsonObject delta, String finish) {
        JsonObject choice = object("index", 0, "delta", delta, "finish_reason", finish);
        return Buffer.buffer(Events.data(envelope("chat.completion.chunk").put("choices", array(choice))));
    }

    @Override
    public List<Buffer> broken(String text) {
        return List.of(
                chunk(object("role", "assistant", "content", ""), null),
                chunk(object("content", text), null),
                Buffer.buffer(Events.data(refusal(500))));
    }

    @Override
    public JsonObject refusal(int status) {
        String type =
                switch (status) {
                    case 429 -> "rate_limit_error";
                    case 400 -> "invalid_request_error";
                    default -> "server_error";
                };
        return object("error", object("message", "No.", "type", type, "param", null, "code", null));
    }
}
