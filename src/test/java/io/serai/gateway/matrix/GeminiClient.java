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
import java.util.ArrayList;
import java.util.List;

/** Gemini: ai.google.dev/api/generate-content, the stream as server-sent events. */
final class GeminiClient implements FrontEndClient {

    @Override
    public String name() {
        return "gemini-generate-content";
    }

    @Override
    public String candidate() {
        return "gemini";
    }

    @Override
    public Post ask(String model, Question question, Form form) {
        JsonArray contents = array(object("role", "user", "parts", parts(question)));
        question.past().ifPresent(past -> {
            Reply.Call call = past.reply().calls().get(0);
            JsonObject result = object("name", call.name(), "response", object("result", past.result()));
            if (!call.id().isEmpty()) {
                result.put("id", call.id());
            }
            contents.add(past.reply().turn())
                    .add(object("role", "user", "parts", array(object("functionResponse", result))));
        });
        JsonObject config = object("maxOutputTokens", 4096);
        JsonObject body = object("contents", contents, "generationConfig", config);
        if (question.wants(Wish.REASONING)) {
            config.put("thinkingConfig", object("includeThoughts", true, "thinkingBudget", 1024));
        }
        if (question.wants(Wish.TOOL)) {
            JsonObject function = object("name", Question.FUNCTION, "parametersJsonSchema", Question.schema());
            body.put("tools", array(object("functionDeclarations", array(function))));
        }
        if (question.wants(Wish.SCHEMA)) {
            config.put("responseMimeType", "application/json").put("responseJsonSchema", Question.schema());
        }
        String verb = form == Form.STREAMED ? ":streamGenerateContent?alt=sse" : ":generateContent";
        return new Post("/v1beta/models/" + model + verb, body);
    }

    private static JsonArray parts(Question question) {
        JsonArray parts = array(object("text", question.text()));
        if (question.wants(Wish.IMAGE)) {
            parts.add(object("inlineData", object("mimeType", "image/png", "data", Question.PIXEL)));
        }
        return parts;
    }

    @Override
    public Reply whole(JsonObject answer) {
        List<JsonObject> candidates = objects(answer, "candidates");
        assertThat(candidates).hasSize(1);
        JsonObject content = at(candidates.get(0), "content");
        return reply(content, candidates.get(0).getString("finishReason"), answer);
    }

    private static Reply reply(JsonObject content, String finish, JsonObject answer) {
        assertThat(content.getString("role")).isEqualTo("model");
        StringBuilder thought = new StringBuilder();
        StringBuilder text = new StringBuilder();
        List<Reply.Call> calls = new ArrayList<>();
        for (JsonObject part : objects(content, "parts")) {
            if (part.containsKey("functionCall")) {
                JsonObject call = part.getJsonObject("functionCall");
                calls.add(new Reply.Call(call.getString("id", ""), call.getString("name"), at(call, "args")));
            } else if (Boolean.TRUE.equals(part.getBoolean("thought"))) {
                thought.append(part.getString("text"));
            } else {
                text.append(part.getString("text"));
            }
        }
        // Gemini says STOP when it calls, too.
        assertThat(finish).isEqualTo("STOP");
        JsonObject usage = answer.getJsonObject("usageMetadata");
        return new Reply(
                thought.toString(),
                text.toString(),
                calls,
                calls.isEmpty() ? Reply.Ending.DONE : Reply.Ending.CALLS,
                usage.getLong("promptTokenCount"),
                usage.getLong("candidatesTokenCount"),
                content);
    }

    @Override
    public Reply streamed(String body) {
        JsonArray parts = new JsonArray();
        String finish = null;
        JsonObject last = new JsonObject();
        for (SseEvent event : Events.read(body)) {
            assertThat(finish).as("nothing after the finish").isNull();
            last = new JsonObject(event.text());
            for (JsonObject candidate : objects(last, "candidates")) {
                objects(at(candidate, "content"), "parts").forEach(parts::add);
                finish = candidate.getString("finishReason");
            }
        }
        assertThat(finish).isNotNull();
        return reply(object("role", "model", "parts", parts), finish, last);
    }

    @Override
    public Failure failure(JsonObject answer) {
        JsonObject error = answer.getJsonObject("error");
        assertThat(error.getInteger("code")).isBetween(400, 599);
        assertThat(error.getString("message")).isNotEmpty();
        return switch (error.getString("status")) {
            case "RESOURCE_EXHAUSTED" -> Failure.SLOW_DOWN;
            case "INVALID_ARGUMENT" -> Failure.BAD_REQUEST;
            default -> Failure.OTHER;
        };
    }

    @Override
    public Broken broken(String body) {
        StringBuilder text = new StringBuilder();
        List<SseEvent> events = Events.read(body);
        for (SseEvent event : events.subList(0, events.size() - 1)) {
            for (JsonObject candidate : objects(new JsonObject(event.text()), "candidates")) {
                objects(at(candidate, "content"), "parts").forEach(part -> text.append(part.getString("text", "")));
            }
        }
        return new Broken(
                text.toString(),
                failure(new JsonObject(events.get(events.size() - 1).text())));
    }
}
