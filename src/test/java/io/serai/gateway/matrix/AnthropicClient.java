package io.serai.gateway.matrix;

import static io.serai.gateway.matrix.Literal.array;
import static io.serai.gateway.matrix.Literal.at;
import static io.serai.gateway.matrix.Literal.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.sse.SseEvent;
import io.serai.gateway.matrix.Question.Wish;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Anthropic's messages: platform.claude.com/docs/en/api/messages, and /docs/en/build-with-claude/streaming. */
final class AnthropicClient implements FrontEndClient {

    @Override
    public String name() {
        return "anthropic-messages";
    }

    @Override
    public String candidate() {
        return "anthropic";
    }

    @Override
    public Post ask(String model, Question question, Form form) {
        JsonArray messages = array(object("role", "user", "content", content(question)));
        question.past().ifPresent(past -> {
            JsonObject result = object("type", "tool_result", "content", past.result())
                    .put("tool_use_id", past.reply().calls().get(0).id());
            messages.add(object("role", "assistant", "content", past.reply().turn()))
                    .add(object("role", "user", "content", array(result)));
        });
        JsonObject body = object("model", model, "max_tokens", 4096, "messages", messages);
        if (question.wants(Wish.REASONING)) {
            body.put("thinking", object("type", "enabled", "budget_tokens", 1024));
        }
        if (question.wants(Wish.TOOL)) {
            body.put("tools", array(object("name", Question.FUNCTION, "input_schema", Question.schema())));
        }
        if (question.wants(Wish.SCHEMA)) {
            JsonObject format = object("type", "json_schema", "schema", Question.schema());
            body.put("output_config", object("format", format));
        }
        if (form == Form.STREAMED) {
            body.put("stream", true);
        }
        return new Post("/v1/messages", body);
    }

    private static Object content(Question question) {
        if (!question.wants(Wish.IMAGE)) {
            return question.text();
        }
        JsonObject source = object("type", "base64", "media_type", "image/png", "data", Question.PIXEL);
        return array(object("type", "image", "source", source), object("type", "text", "text", question.text()));
    }

    @Override
    public Reply whole(JsonObject message) {
        assertThat(message.getString("type")).isEqualTo("message");
        assertThat(message.getString("role")).isEqualTo("assistant");
        assertThat(message.getString("id")).isNotEmpty();
        StringBuilder thought = new StringBuilder();
        StringBuilder text = new StringBuilder();
        List<Reply.Call> calls = new ArrayList<>();
        JsonArray content = message.getJsonArray("content");
        for (Object element : content) {
            JsonObject block = (JsonObject) element;
            switch (block.getString("type")) {
                case "thinking" -> thought.append(block.getString("thinking"));
                case "text" -> text.append(block.getString("text"));
                case "tool_use" ->
                    calls.add(new Reply.Call(
                            block.getString("id"), block.getString("name"), block.getJsonObject("input")));
                case "redacted_thinking" -> assertThat(block.getString("data")).isNotEmpty();
                default -> throw new AssertionError("unexpected block " + block);
            }
        }
        Reply.Ending ending =
                switch (message.getString("stop_reason")) {
                    case "end_turn" -> Reply.Ending.DONE;
                    case "tool_use" -> Reply.Ending.CALLS;
                    default -> Reply.Ending.OTHER;
                };
        JsonObject usage = message.getJsonObject("usage");
        return new Reply(
                thought.toString(),
                text.toString(),
                calls,
                ending,
                usage.getLong("input_tokens"),
                usage.getLong("output_tokens"),
                content);
    }

    @Override
    public Reply streamed(String body) {
        MessageReader reader = new MessageReader();
        for (SseEvent event : Events.read(body)) {
            JsonObject data = new JsonObject(event.text());
            assertThat(data.getString("type")).isEqualTo(event.type());
            reader.add(data);
        }
        return whole(reader.message());
    }

    @Override
    public Failure failure(JsonObject answer) {
        assertThat(answer.getString("type")).isEqualTo("error");
        JsonObject error = answer.getJsonObject("error");
        assertThat(error.getString("message")).isNotEmpty();
        return switch (error.getString("type")) {
            case "rate_limit_error" -> Failure.SLOW_DOWN;
            case "invalid_request_error" -> Failure.BAD_REQUEST;
            default -> Failure.OTHER;
        };
    }

    @Override
    public Broken broken(String body) {
        StringBuilder text = new StringBuilder();
        List<SseEvent> events = Events.read(body);
        for (SseEvent event : events) {
            text.append(at(new JsonObject(event.text()), "delta").getString("text", ""));
        }
        SseEvent last = events.get(events.size() - 1);
        assertThat(last.type()).isEqualTo("error");
        return new Broken(text.toString(), failure(new JsonObject(last.text())));
    }
}
