package io.serai.gateway.matrix;

import static io.serai.gateway.matrix.Literal.object;
import static io.serai.gateway.matrix.Literal.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.sse.SseEvent;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** OpenAI's completions: platform.openai.com/docs/api-reference/completions. Text alone. */
final class CompletionsClient implements FrontEndClient {

    @Override
    public String name() {
        return "openai-completions";
    }

    @Override
    public String candidate() {
        return "";
    }

    @Override
    public boolean can(Ability ability) {
        return ability == Ability.ERROR_KINDS;
    }

    @Override
    public Post ask(String model, Question question, Form form) {
        JsonObject body = object("model", model, "prompt", question.text());
        if (form == Form.STREAMED) {
            body.put("stream", true).put("stream_options", object("include_usage", true));
        }
        return new Post("/v1/completions", body);
    }

    @Override
    public Reply whole(JsonObject answer) {
        assertThat(answer.getString("object")).isEqualTo("text_completion");
        List<JsonObject> choices = objects(answer, "choices");
        assertThat(choices).hasSize(1);
        return reply(choices.get(0).getString("text"), choices.get(0).getString("finish_reason"), answer);
    }

    private static Reply reply(String text, String finish, JsonObject answer) {
        JsonObject usage = answer.getJsonObject("usage");
        Reply.Ending ending = finish.equals("stop") ? Reply.Ending.DONE : Reply.Ending.OTHER;
        return new Reply(
                "", text, List.of(), ending, usage.getLong("prompt_tokens"), usage.getLong("completion_tokens"), "");
    }

    @Override
    public Reply streamed(String body) {
        List<SseEvent> events = Events.read(body);
        assertThat(events.get(events.size() - 1).text()).isEqualTo("[DONE]");
        JsonObject last = new JsonObject(events.get(events.size() - 2).text());
        assertThat(objects(last, "choices")).isEmpty();
        StringBuilder text = new StringBuilder();
        String finish = null;
        for (SseEvent event : events.subList(0, events.size() - 2)) {
            JsonObject chunk = new JsonObject(event.text());
            assertThat(chunk.getJsonObject("usage")).isNull();
            JsonObject choice = objects(chunk, "choices").get(0);
            assertThat(finish).as("nothing after the finish").isNull();
            text.append(choice.getString("text"));
            finish = choice.getString("finish_reason");
        }
        assertThat(finish).isNotNull();
        return reply(text.toString(), finish, last);
    }

    @Override
    public Failure failure(JsonObject answer) {
        return OpenAiChatClient.kind(answer);
    }

    @Override
    public Broken broken(String body) {
        StringBuilder text = new StringBuilder();
        List<SseEvent> events = Events.read(body);
        for (SseEvent event : events.subList(0, events.size() - 1)) {
            objects(new JsonObject(event.text()), "choices").forEach(choice -> text.append(choice.getString("text")));
        }
        return new Broken(
                text.toString(),
                failure(new JsonObject(events.get(events.size() - 1).text())));
    }
}
