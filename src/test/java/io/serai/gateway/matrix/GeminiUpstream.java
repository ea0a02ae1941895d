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

/** Gemini: ai.google.dev/api/generate-content, /gemini-api/docs/thought-signatures. Its calls have no identifiers and come whole. */
final class GeminiUpstream implements Upstream {

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public boolean can(Ability ability) {
        return ability != Ability.CALL_IDS;
    }

    @Override
    public String properties(String address) {
        return "{dialect: gemini, baseUrl: \"%s\", apiKey: sk-test}".formatted(address);
    }

    @Override
    public String model() {
        return "gemini-3-pro-preview";
    }

    @Override
    public boolean serves(String path) {
        return path.matches("/v1beta/models/" + model() + ":(streamGenerateContent|generateContent)");
    }

    @Override
    public boolean streams(Request request) {
        return request.path().endsWith(":streamGenerateContent");
    }

    @Override
    public byte[] image(JsonObject request) {
        for (JsonObject part : lastParts(request, 1)) {
            if (part.containsKey("inlineData")) {
                return Base64.getDecoder().decode(at(part, "inlineData").getString("data"));
            }
        }
        return new byte[0];
    }

    private static List<JsonObject> lastParts(JsonObject request, int fromEnd) {
        List<JsonObject> contents = objects(request, "contents");
        return objects(contents.get(contents.size() - fromEnd), "parts");
    }

    @Override
    public Optional<String> forced(JsonObject request) {
        JsonObject config = at(request, "toolConfig", "functionCallingConfig");
        return config.getValue("allowedFunctionNames") instanceof JsonArray names
                ? Optional.of(names.getString(0))
                : Optional.empty();
    }

    @Override
    public Returned returned(JsonObject request) {
        JsonObject call = with(lastParts(request, 2), "functionCall");
        JsonObject result = at(with(lastParts(request, 1), "functionResponse"), "functionResponse");
        JsonObject function = at(call, "functionCall");
        return new Returned(
                "",
                function.getString("name"),
                at(function, "args"),
                "",
                at(result, "response").encode(),
                call.getString("thoughtSignature", ""));
    }

    private static JsonObject with(List<JsonObject> parts, String member) {
        return parts.stream()
                .filter(part -> part.containsKey(member))
                .findFirst()
                .orElseGet(JsonObject::new);
    }

    @Override
    public JsonObject whole(Said said) {
        JsonArray parts = new JsonArray();
        if (said.thinks()) {
            parts.add(object("text", said.allThought(), "thought", true));
        }
        if (!said.text().isEmpty()) {
            parts.add(object("text", said.allText()));
        }
        calls(said).forEach(parts::add);
        return answer(parts, "STOP");
    }

    /** The first of them bears the signature of them all. */
    private static List<JsonObject> calls(Said said) {
        List<JsonObject> parts = new ArrayList<>();
        for (Said.Call call : said.calls()) {
            JsonObject part = object("functionCall", object("name", call.name(), "args", call.input()));
            if (parts.isEmpty() && said.thinks()) {
                part.put("thoughtSignature", Said.SIGNATURE);
            }
            parts.add(part);
        }
        return parts;
    }

    private JsonObject answer(JsonArray parts, String finish) {
        JsonObject candidate = object("content", object("role", "model", "parts", parts), "index", 0);
        if (!finish.isEmpty()) {
            candidate.put("finishReason", finish);
        }
        JsonObject usage = object(
                "promptTokenCount",
                Said.TOKENS_IN,
                "candidatesTokenCount",
                Said.TOKENS_OUT,
                "totalTokenCount",
                Said.TOKENS_IN + Said.TOKENS_OUT);
        return object("candidates", array(candidate), "usageMetadata", usage)
                .put("modelVersion", model())
                .put("responseId", "r1");
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public List<Buffer> stream(Said said) {
        List<Buffer> frames = new ArrayList<>();
        said.thought().forEach(piece -> frames.add(frame(object("text", piece, "thought", true))));
        said.text().forEach(piece -> frames.add(frame(object("text", piece))));
        calls(said).forEach(part -> frames.add(frame(part)));
        JsonObject last = answer(array(object("text", "")), "STOP");
        frames.add(Buffer.buffer(Events.data(last)));
        return frames;
    }

    private Buffer frame(JsonObject part) {
        return Buffer.buffer(Events.data(answer(array(part), "")));
    }

    @Override
    public List<Buffer> broken(String text) {
        return List.of(frame(object("text", text)), Buffer.buffer(Events.data(refusal(500))));
    }

    @Override
    public JsonObject refusal(int status) {
        String word =
                switch (status) {
                    case 429 -> "RESOURCE_EXHAUSTED";
                    case 400 -> "INVALID_ARGUMENT";
                    default -> "INTERNAL";
                };
        return object("error", object("code", status, "message", "No.", "status", word));
    }
}
