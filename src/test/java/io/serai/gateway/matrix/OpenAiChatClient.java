package io.serai.gateway.matrix;

import static io.serai.gateway.matrix.Literal.array;
import static io.serai.gateway.matrix.Literal.at;
import static io.serai.gateway.matrix.Literal.object;
import static io.serai.gateway.matrix.Literal.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.sse.SseEvent;
import io.serai.gateway.matrix.Question.Wish;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** OpenAI's chat completions: platform.openai.com/docs/api-reference/chat, and /chat-streaming. */
final class OpenAiChatClient implements FrontEndClient {

    @Override
    public String name() {
        return "openai-chat";
    }

    @Override
    public String candidate() {
        return "openai-chat";
    }

    @Override
    public Post ask(String model, Question question, Form form) {
        JsonArray messages = array(object("role", "user", "content", content(question)));
        question.past().ifPresent(past -> messages.add(past.reply().turn())
                .add(object(
                                "role",
                                "tool",
                                "tool_call_id",
                                past.reply().calls().get(0).id())
                        .put("content", past.result())));
        JsonObject body = object("model", model, "messages", messages);
        if (question.wants(Wish.REASONING)) {
            body.put("reasoning_effort", "low");
        }
        if (question.wants(Wish.TOOL)) {
            JsonObject function = object("name", Question.FUNCTION, "parameters", Question.schema());
            body.put("tools", array(object("type", "function", "function", function)));
        }
        if (question.wants(Wish.SCHEMA)) {
            JsonObject schema = object("name", "place", "schema", Question.schema(), "strict", true);
            body.put("response_format", object("type", "json_schema", "json_schema", schema));
        }
        if (form == Form.STREAMED) {
            body.put("stream", true).put("stream_options", object("include_usage", true));
        }
        return new Post("/v1/chat/completions", body);
    }

    private static Object content(Question question) {
        if (!question.wants(Wish.IMAGE)) {
            return question.text();
        }
        JsonObject url = object("url", "data:image/png;base64," + Question.PIXEL);
        return array(object("type", "text", "text", question.text()), object("type", "image_url", "image_url", url));
    }

    @Override
    public Reply whole(JsonObject answer) {
        assertThat(answer.getString("object")).isEqualTo("chat.completion");
        assertThat(answer.getString("id")).isNotEmpty();
        assertThat(answer.getInteger("created")).isNotNull();
        assertThat(answer.getString("model")).isNotEmpty();
        List<JsonObject> choices = objects(answer, "choices");
        assertThat(choices).hasSize(1);
        assertThat(choices.get(0).getInteger("index")).isZero();
        return reply(
                choices.get(0).getJsonObject("message"),
                choices.get(0).getString("finish_reason"),
                answer.getJsonObject("usage"));
    }

    private static Reply reply(JsonObject message, String finish, JsonObject usage) {
        assertThat(message.getString("role")).isEqualTo("assistant");
        List<Reply.Call> calls = objects(message, "tool_calls").stream()
                .map(OpenAiChatClient::call)
                .toList();
        Reply.Ending ending =
                switch (finish) {
                    case "stop" -> Reply.Ending.DONE;
                    case "tool_calls" -> Reply.Ending.CALLS;
                    default -> Reply.Ending.OTHER;
                };
        String text = message.getString("content");
        long in = usage.getLong("prompt_tokens");
        long out = usage.getLong("completion_tokens");
        assertThat(usage.getLong("total_tokens")).isEqualTo(in + out);
        return new Reply(
                message.getString("reasoning_content", ""), text == null ? "" : text, calls, ending, in, out, message);
    }

    private static Reply.Call call(JsonObject call) {
        assertThat(call.getString("type")).isEqualTo("function");
        JsonObject function = call.getJsonObject("function");
        return new Reply.Call(
                call.getString("id"), function.getString("name"), new JsonObject(function.getString("arguments")));
    }

    @Override
    public Reply streamed(String body) {
        ChunkReader reader = new ChunkReader();
        List<SseEvent> events = Events.read(body);
        events.subList(0, events.size() - 1).forEach(event -> reader.add(new JsonObject(event.text())));
        assertThat(events.get(events.size() - 1).text()).isEqualTo("[DONE]");
        JsonObject choice = reader.onlyChoice();
        return reply(choice.getJsonObject("message"), choice.getString("finish_reason"), reader.usage());
    }

    @Override
    public Failure failure(JsonObject answer) {
        return kind(answer);
    }

    static Failure kind(JsonObject answer) {
        JsonObject error = answer.getJsonObject("error");
        assertThat(error.getString("message")).isNotEmpty();
        assertThat(error.fieldNames()).contains("param", "code");
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
        for (SseEvent event : events.subList(0, events.size() - 1)) {
            objects(new JsonObject(event.text()), "choices")
                    .forEach(choice -> text.append(at(choice, "delta").getString("content", "")));
        }
        return new Broken(
                text.toString(),
                kind(new JsonObject(events.get(events.size() - 1).text())));
    }
}
