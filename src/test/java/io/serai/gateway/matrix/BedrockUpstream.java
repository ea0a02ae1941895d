package io.serai.gateway.matrix;

import static io.serai.gateway.matrix.Literal.at;
import static io.serai.gateway.matrix.Literal.object;
import static io.serai.gateway.matrix.Literal.objects;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Bedrock's Converse and ConverseStream: docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html and
 * API_runtime_ConverseStream.html. The frames are written by AWS's own library.
 */
final class BedrockUpstream implements Upstream {

    @Override
    public String name() {
        return "bedrock";
    }

    @Override
    public String properties(String address) {
        return "{dialect: bedrock, baseUrl: \"%s\", options: {region: us-east-1, accessKeyId: AKIDEXAMPLE, secretAccessKey: secret}}"
                .formatted(address);
    }

    @Override
    public String model() {
        return "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    }

    @Override
    public boolean serves(String path) {
        return path.matches("/model/us\\.anthropic\\.claude-sonnet-4-5-20250929-v1(:|%3A)0/converse(-stream)?");
    }

    @Override
    public boolean streams(Request request) {
        return request.path().endsWith("/converse-stream");
    }

    @Override
    public byte[] image(JsonObject request) {
        for (JsonObject block : lastContent(request, 1)) {
            if (block.containsKey("image")) {
                return Base64.getDecoder().decode(at(block, "image", "source").getString("bytes"));
            }
        }
        return new byte[0];
    }

    private static List<JsonObject> lastContent(JsonObject request, int fromEnd) {
        List<JsonObject> messages = objects(request, "messages");
        return objects(messages.get(messages.size() - fromEnd), "content");
    }

    @Override
    public Optional<String> forced(JsonObject request) {
        return Optional.ofNullable(
                at(request, "toolConfig", "toolChoice", "tool").getString("name"));
    }

    @Override
    public Returned returned(JsonObject request) {
        JsonObject call = only(lastContent(request, 2), "toolUse");
        JsonObject result = only(lastContent(request, 1), "toolResult");
        JsonObject thinking = at(only(lastContent(request, 2), "reasoningContent"), "reasoningText");
        return new Returned(
                call.getString("toolUseId"),
                call.getString("name"),
                call.getJsonObject("input"),
                result.getString("toolUseId"),
                result.getJsonArray("content").encode(),
                thinking.getString("signature", ""));
    }

    private static JsonObject only(List<JsonObject> blocks, String member) {
        return blocks.stream()
                .filter(block -> block.containsKey(member))
                .findFirst()
                .map(block -> block.getJsonObject(member))
                .orElseGet(JsonObject::new);
    }

    @Override
    public JsonObject whole(Said said) {
        JsonArray content = new JsonArray();
        if (said.thinks()) {
            JsonObject text = object("text", said.allThought(), "signature", Said.SIGNATURE);
            content.add(object("reasoningContent", object("reasoningText", text)));
        }
        if (!said.text().isEmpty()) {
            content.add(object("text", said.allText()));
        }
        said.calls().forEach(call -> content.add(object("toolUse", toolUse(call).put("input", call.input()))));
        return object("output", object("message", object("role", "assistant", "content", content)))
                .put("stopReason", stopReason(said))
                .mergeIn(metadata());
    }

    private static JsonObject toolUse(Said.Call call) {
        return object("toolUseId", call.id(), "name", call.name());
    }

    private static String stopReason(Said said) {
        return said.calls().isEmpty() ? "end_turn" : "tool_use";
    }

    private static JsonObject metadata() {
        JsonObject usage = object(
                "inputTokens",
                Said.TOKENS_IN,
                "outputTokens",
                Said.TOKENS_OUT,
                "totalTokens",
                Said.TOKENS_IN + Said.TOKENS_OUT);
        return object("usage", usage, "metrics", object("latencyMs", 5));
    }

    @Override
    public String streamType() {
        return "application/vnd.amazon.eventstream";
    }

    @Override
    public List<Buffer> stream(Said said) {
        List<Buffer> frames = new ArrayList<>();
        frames.add(event("messageStart", object("role", "assistant")));
        int index = 0;
        if (said.thinks()) {
            List<JsonObject> deltas = new ArrayList<>();
            said.thought().forEach(piece -> deltas.add(object("reasoningContent", object("text", piece))));
            deltas.add(object("reasoningContent", object("signature", Said.SIGNATURE)));
            block(frames, index++, deltas);
        }
        if (!said.text().isEmpty()) {
            block(
                    frames,
                    index++,
                    said.text().stream().map(piece -> object("text", piece)).toList());
        }
        for (Said.Call call : said.calls()) {
            JsonObject start = object("toolUse", toolUse(call));
            frames.add(event("contentBlockStart", object("contentBlockIndex", index, "start", start)));
            block(
                    frames,
                    index++,
                    call.arguments().stream()
                            .map(piece -> object("toolUse", object("input", piece)))
                            .toList());
        }
        frames.add(event("messageStop", object("stopReason", stopReason(said))));
        frames.add(event("metadata", metadata()));
        return frames;
    }

    private static void block(List<Buffer> frames, int index, List<JsonObject> deltas) {
        deltas.forEach(
                delta -> frames.add(event("contentBlockDelta", object("contentBlockIndex", index, "delta", delta))));
        frames.add(event("contentBlockStop", object("contentBlockIndex", index)));
    }

    private static Buffer event(String type, JsonObject data) {
        return frame(Map.of(":message-type", "event", ":event-type", type), data);
    }

    private static Buffer frame(Map<String, String> named, JsonObject data) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        named.forEach((name, value) -> headers.put(name, HeaderValue.fromString(value)));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Message(headers, data.toBuffer().getBytes()).encode(bytes);
        return Buffer.buffer(bytes.toByteArray());
    }

    @Override
    public List<Buffer> broken(String text) {
        List<Buffer> frames = new ArrayList<>(stream(Said.text(text)).subList(0, 2));
        frames.add(frame(
                Map.of(":message-type", "exception", ":exception-type", "internalServerException"),
                object("message", "No.")));
        return frames;
    }

    @Override
    public JsonObject refusal(int status) {
        return object("message", "No.");
    }

    @Override
    public Optional<String> refusalType(int status) {
        return Optional.of(status == 429 ? "ThrottlingException" : "ValidationException");
    }
}
