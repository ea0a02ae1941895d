package io.serai.bench;

import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The call that a load repeats: {@code POST /v1/chat/completions} on a loopback port.
 *
 * @param headers beside those every call has
 * @param model with the prefix of the target; its end says what {@link MockUpstream} answers
 * @param chunks of content that a streamed answer must have; 0 asks for a plain answer
 * @param promptWords length of the prompt, of about one token each
 * @param number that stands in the prompt of the first call, in the next the next; {@link #ALIKE} where all calls are the same
 */
record Call(int port, Map<String, String> headers, String model, int chunks, int promptWords, long number) {

    static final long ALIKE = -1;

    /** Holds the place of the number. */
    static final String BLANK = "################";

    private static final String[] WORDS = {
        "the", "inn", "of", "long", "roads", "keeps", "a", "lamp", "for", "who", "comes", "late", "and", "tired",
        "with", "salt", "or", "news", "from", "coast"
    };

    /** The same, of which no two are alike. */
    Call numbered(long first) {
        return new Call(port, headers, model, chunks, promptWords, first);
    }

    /** The whole request as it goes over the wire, with {@link #BLANK} in place of a number. */
    byte[] request() {
        byte[] body = Json.write(body());
        StringBuilder head = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:").append(port);
        headers.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        head.append("\r\nContent-Type: application/json\r\nContent-Length: ").append(body.length);
        byte[] start = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    private Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        if (chunks > 0) {
            body.put("stream", true);
        }
        body.put("messages", List.of(message("system", "You are terse."), message("user", prompt())));
        return body;
    }

    private static Map<String, Object> message(String role, String content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }

    /** Lines and quotes now and then, as real text has: a gateway that parses pays for the escapes. */
    private String prompt() {
        StringBuilder text = new StringBuilder(number == ALIKE ? "" : BLANK + " ");
        for (int i = 0; i < promptWords; i++) {
            text.append(WORDS[(i * 7 + i / 13) % WORDS.length])
                    .append(i % 25 == 24 ? "\n" : i % 60 == 59 ? " \"" : " ");
        }
        return text.toString();
    }

    Map<String, Object> toMap() {
        return Map.of(
                "port", port,
                "headers", headers,
                "model", model,
                "chunks", chunks,
                "promptWords", promptWords,
                "number", number);
    }

    static Call of(Map<?, ?> map) {
        Map<String, String> headers = new LinkedHashMap<>();
        Wire.object(map, "headers").forEach((name, value) -> headers.put((String) name, (String) value));
        return new Call(
                (int) Wire.whole(map, "port"),
                headers,
                Wire.text(map, "model"),
                (int) Wire.whole(map, "chunks"),
                (int) Wire.whole(map, "promptWords"),
                Wire.whole(map, "number"));
    }
}
