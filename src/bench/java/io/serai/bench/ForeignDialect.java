package io.serai.bench;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * What {@link MockUpstream} says in other words than OpenAI's, the same text in as many pieces, prebuilt.
 *
 * @param plain an answer that is no stream
 * @param first frames of a stream up to the first piece of text
 * @param next a further piece
 * @param end frames after the last piece
 */
record ForeignDialect(Buffer plain, Buffer first, Buffer next, Buffer end, String streamType) {

    private static final String TEXT = "The inn stands where the roads meet.~";

    /** platform.claude.com/docs/en/api/messages */
    private static final ForeignDialect ANTHROPIC = anthropic();

    /** ai.google.dev/api/generate-content */
    private static final ForeignDialect GEMINI = gemini();

    /** docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
    private static final ForeignDialect BEDROCK = bedrock();

    /** Names a model, a dialect, and whether a stream is asked for. */
    record Asked(ForeignDialect dialect, String model, boolean streamed) {}

    /** What is asked at a path; empty for OpenAI's own. */
    static Optional<Asked> at(String path, byte[] body) {
        if (path.equals("/v1/messages")) {
            return Optional.of(new Asked(ANTHROPIC, MockAnswer.modelOf(body), MockAnswer.isStreamed(body)));
        }
        if (path.startsWith("/v1beta/models/")) {
            int verb = path.lastIndexOf(':');
            String model = path.substring("/v1beta/models/".length(), verb);
            return Optional.of(new Asked(GEMINI, model, path.endsWith(":streamGenerateContent")));
        }
        if (path.startsWith("/model/")) {
            int verb = path.lastIndexOf('/');
            return Optional.of(
                    new Asked(BEDROCK, path.substring("/model/".length(), verb), path.endsWith("/converse-stream")));
        }
        return Optional.empty();
    }

    private static ForeignDialect anthropic() {
        String message = "{\"id\":\"msg_bench\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench-json\","
                + "\"content\":[%s],\"stop_reason\":%s,\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":12,\"output_tokens\":10}}";
        String plain = message.formatted("{\"type\":\"text\",\"text\":\"" + TEXT + "\"}", "\"end_turn\"");
        String start = event("{\"type\":\"message_start\",\"message\":" + message.formatted("", "null") + "}")
                + event(
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
                + event("{\"type\":\"ping\"}");
        String end = event("{\"type\":\"content_block_stop\",\"index\":0}")
                + event("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                        + "\"usage\":{\"output_tokens\":10}}")
                + event("{\"type\":\"message_stop\"}");
        String piece =
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}";
        return new ForeignDialect(
                Buffer.buffer(plain),
                Buffer.buffer(start + event(piece.formatted("The~"))),
                Buffer.buffer(event(piece.formatted(" road~"))),
                Buffer.buffer(end),
                "text/event-stream");
    }

    /** An event of Anthropic's is named as its data is. */
    private static String event(String data) {
        int type = data.indexOf("\"type\":\"") + 8;
        return "event: " + data.substring(type, data.indexOf('"', type)) + "\ndata: " + data + "\n\n";
    }

    private static ForeignDialect gemini() {
        String answer =
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"%s\"}],\"role\":\"model\"}%s,\"index\":0}],"
                        + "\"usageMetadata\":{\"promptTokenCount\":12,\"candidatesTokenCount\":10,\"totalTokenCount\":22},"
                        + "\"modelVersion\":\"bench-json\",\"responseId\":\"r-bench\"}";
        String stop = ",\"finishReason\":\"STOP\"";
        return new ForeignDialect(
                Buffer.buffer(answer.formatted(TEXT, stop)),
                Buffer.buffer("data: " + answer.formatted("The~", "") + "\r\n\r\n"),
                Buffer.buffer("data: " + answer.formatted(" road~", "") + "\r\n\r\n"),
                Buffer.buffer("data: " + answer.formatted("", stop) + "\r\n\r\n"),
                "text/event-stream");
    }

    private static ForeignDialect bedrock() {
        String usage =
                "\"usage\":{\"inputTokens\":12,\"outputTokens\":10,\"totalTokens\":22},\"metrics\":{\"latencyMs\":5}";
        String piece = "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"%s\"}}";
        return new ForeignDialect(
                Buffer.buffer("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"" + TEXT
                        + "\"}]}},\"stopReason\":\"end_turn\"," + usage + "}"),
                frame("messageStart", "{\"role\":\"assistant\"}")
                        .appendBuffer(frame("contentBlockDelta", piece.formatted("The~"))),
                frame("contentBlockDelta", piece.formatted(" road~")),
                frame("contentBlockStop", "{\"contentBlockIndex\":0}")
                        .appendBuffer(frame("messageStop", "{\"stopReason\":\"end_turn\"}"))
                        .appendBuffer(frame("metadata", "{" + usage + "}")),
                "application/vnd.amazon.eventstream");
    }

    private static Buffer frame(String type, String data) {
        Map<String, HeaderValue> headers = Map.of(
                ":message-type", HeaderValue.fromString("event"),
                ":event-type", HeaderValue.fromString(type),
                ":content-type", HeaderValue.fromString("application/json"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Message(headers, data.getBytes(StandardCharsets.UTF_8)).encode(bytes);
        return Buffer.buffer(bytes.toByteArray());
    }
}
