package io.serai.gateway.matrix;

import static io.serai.gateway.matrix.Literal.array;
import static io.serai.gateway.matrix.Literal.at;
import static io.serai.gateway.matrix.Literal.object;
import static io.serai.gateway.matrix.Literal.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.matrix.Question.Wish;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Ollama's chat: docs.ollama.com/api/chat. Reasoning is text, unsigned; the stream is lines of JSON. */
final class OllamaClient implements FrontEndClient {

    @Override
    public String name() {
        return "ollama-chat";
    }

    @Override
    public String candidate() {
        return "ollama";
    }

    @Override
    public boolean can(Ability ability) {
        return ability != Ability.SIGNATURES && ability != Ability.ERROR_KINDS;
    }

    @Override
    public Post ask(String model, Question question, Form form) {
        JsonObject user = object("role", "user", "content", question.text());
        if (question.wants(Wish.IMAGE)) {
            user.put("images", array(Question.PIXEL));
        }
        JsonArray messages = array(user);
        question.past().ifPresent(past -> messages.add(past.reply().turn())
                .add(object("role", "tool", "tool_name", Question.FUNCTION, "content", past.result())));
        JsonObject body = object("model", model, "messages", messages, "stream", form == Form.STREAMED);
        if (question.wants(Wish.REASONING)) {
            body.put("think", true);
        }
        if (question.wants(Wish.TOOL)) {
            JsonObject function = object("name", Question.FUNCTION, "parameters", Question.schema());
            body.put("tools", array(object("type", "function", "function", function)));
        }
        if (question.wants(Wish.SCHEMA)) {
            body.put("format", Question.schema());
        }
        return new Post("/api/chat", body);
    }

    @Override
    public Reply whole(JsonObject answer) {
        assertThat(answer.getString("model")).isNotEmpty();
        assertThat(answer.getString("created_at")).isNotEmpty();
        assertThat(answer.getBoolean("done")).isTrue();
        return reply(answer.getJsonObject("message"), answer);
    }

    private static Reply reply(JsonObject message, JsonObject last) {
        assertThat(message.getString("role")).isEqualTo("assistant");
        List<Reply.Call> calls = objects(message, "tool_calls").stream()
                .map(call -> new Reply.Call(
                        call.getString("id", ""),
                        at(call, "function").getString("name"),
                        at(call, "function", "arguments")))
                .toList();
        // Ollama says stop when it calls, too.
        assertThat(last.getString("done_reason")).isEqualTo("stop");
        return new Reply(
                message.getString("thinking", ""),
                message.getString("content", ""),
                calls,
                calls.isEmpty() ? Reply.Ending.DONE : Reply.Ending.CALLS,
                last.getLong("prompt_eval_count"),
                last.getLong("eval_count"),
                message);
    }

    @Override
    public Reply streamed(String body) {
        JsonObject message = object("role", "assistant", "content", "");
        List<JsonObject> lines = lines(body);
        for (JsonObject line : lines) {
            assertThat(line.getBoolean("done")).isEqualTo(line == lines.get(lines.size() - 1));
            JsonObject piece = at(line, "message");
            for (String growing : List.of("content", "thinking")) {
                if (piece.getString(growing) != null) {
                    message.put(growing, message.getString(growing, "") + piece.getString(growing));
                }
            }
            if (piece.getJsonArray("tool_calls") != null) {
                JsonArray calls = message.getJsonArray("tool_calls", new JsonArray());
                message.put("tool_calls", calls.addAll(piece.getJsonArray("tool_calls")));
            }
        }
        return reply(message, lines.get(lines.size() - 1));
    }

    private static List<JsonObject> lines(String body) {
        List<JsonObject> lines = new ArrayList<>();
        body.lines().filter(line -> !line.isBlank()).forEach(line -> lines.add(new JsonObject(line)));
        return lines;
    }

    /** Ollama's errors are words alone, for a person; the status says the rest. */
    @Override
    public Failure failure(JsonObject answer) {
        assertThat(answer.getString("error")).isNotEmpty();
        return Failure.OTHER;
    }

    @Override
    public Broken broken(String body) {
        StringBuilder text = new StringBuilder();
        List<JsonObject> lines = lines(body);
        lines.forEach(line -> text.append(at(line, "message").getString("content", "")));
        return new Broken(text.toString(), failure(lines.get(lines.size() - 1)));
    }
}
