package io.serai.gateway.matrix;

import static io.serai.gateway.matrix.Literal.array;
import static io.serai.gateway.matrix.Literal.object;
import static io.serai.gateway.matrix.Literal.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.sse.SseEvent;
import io.serai.gateway.matrix.Question.Wish;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's responses, nothing stored: platform.openai.com/docs/api-reference/responses, and /responses-streaming. */
final class ResponsesClient implements FrontEndClient {

    @Override
    public String name() {
        return "openai-responses";
    }

    @Override
    public String candidate() {
        return "responses";
    }

    @Override
    public Post ask(String model, Question question, Form form) {
        JsonArray input = array(object("role", "user", "content", content(question)));
        question.past().ifPresent(past -> {
            ((JsonArray) past.reply().turn()).forEach(input::add);
            input.add(object("type", "function_call_output", "output", past.result())
                    .put("call_id", past.reply().calls().get(0).id()));
        });
        JsonObject body = object("model", model, "input", input, "store", false);
        if (question.wants(Wish.REASONING)) {
            body.put("reasoning", object("effort", "low", "summary", "auto"))
                    .put("include", array("reasoning.encrypted_content"));
        }
        if (question.wants(Wish.TOOL)) {
            body.put(
                    "tools",
                    array(object("type", "function", "name", Question.FUNCTION, "strict", false)
                            .put("parameters", Question.schema())));
        }
        if (question.wants(Wish.SCHEMA)) {
            JsonObject format = object("type", "json_schema", "name", "place", "strict", true);
            body.put("text", object("format", format.put("schema", Question.schema())));
        }
        if (form == Form.STREAMED) {
            body.put("stream", true);
        }
        return new Post("/v1/responses", body);
    }

    private static Object content(Question question) {
        if (!question.wants(Wish.IMAGE)) {
            return question.text();
        }
        JsonObject image = object("type", "input_image", "detail", "auto")
                .put("image_url", "data:image/png;base64," + Question.PIXEL);
        return array(object("type", "input_text", "text", question.text()), image);
    }

    @Override
    public Reply whole(JsonObject response) {
        assertThat(response.getString("object")).isEqualTo("response");
        assertThat(response.getString("status")).isEqualTo("completed");
        assertThat(response.getValue("error")).isNull();
        StringBuilder thought = new StringBuilder();
        StringBuilder text = new StringBuilder();
        List<Reply.Call> calls = new ArrayList<>();
        for (JsonObject item : objects(response, "output")) {
            assertThat(item.getString("id")).isNotEmpty();
            switch (item.getString("type")) {
                case "reasoning" -> {
                    objects(item, "summary").forEach(part -> thought.append(part.getString("text")));
                    objects(item, "content").forEach(part -> thought.append(part.getString("text")));
                }
                case "message" -> objects(item, "content").forEach(part -> text.append(part.getString("text")));
                case "function_call" ->
                    calls.add(new Reply.Call(
                            item.getString("call_id"),
                            item.getString("name"),
                            new JsonObject(item.getString("arguments"))));
                default -> throw new AssertionError("unexpected item " + item);
            }
        }
        JsonObject usage = response.getJsonObject("usage");
        return new Reply(
                thought.toString(),
                text.toString(),
                calls,
                calls.isEmpty() ? Reply.Ending.DONE : Reply.Ending.CALLS,
                usage.getLong("input_tokens"),
                usage.getLong("output_tokens"),
                response.getJsonArray("output"));
    }

    @Override
    public Reply streamed(String body) {
        ItemReader reader = new ItemReader();
        for (SseEvent event : Events.read(body)) {
            JsonObject data = new JsonObject(event.text());
            assertThat(data.getString("type")).isEqualTo(event.type());
            reader.add(data);
        }
        return whole(reader.response());
    }

    @Override
    public Failure failure(JsonObject answer) {
        return OpenAiChatClient.kind(answer);
    }

    @Override
    public Broken broken(String body) {
        StringBuilder text = new StringBuilder();
        List<SseEvent> events = Events.read(body);
        for (SseEvent event : events) {
            if (event.type().equals("response.output_text.delta")) {
                text.append(new JsonObject(event.text()).getString("delta"));
            }
        }
        SseEvent last = events.get(events.size() - 1);
        assertThat(last.type()).isEqualTo("response.failed");
        JsonObject response = new JsonObject(last.text()).getJsonObject("response");
        assertThat(response.getString("status")).isEqualTo("failed");
        assertThat(response.getJsonObject("error").getString("message")).isNotEmpty();
        return new Broken(
                text.toString(),
                response.getJsonObject("error").getString("code").equals("rate_limit_exceeded")
                        ? Failure.SLOW_DOWN
                        : Failure.OTHER);
    }
}
