package io.serai.gateway.faults;

import io.serai.gateway.faults.FaultServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Answers in OpenAI's wire format (platform.openai.com/docs/api-reference/chat/object and /chat-streaming), whole or in pieces, and the ways
 * to send them.
 */
final class Wire {

    /** Characters of two to four bytes, and some that are made of several. */
    static final String TEXT = "hello 你好, 🏕️👩‍👩‍👧 é";
    /** What an answer of {@link #TEXT} uses. */
    static final int USED = 12;

    static final String JSON = "content-type: application/json\r\n";
    static final String EVENTS = "content-type: text/event-stream\r\ntransfer-encoding: chunked\r\n";
    static final String DONE = "data: [DONE]\n\n";

    private Wire() {}

    /** A whole answer. */
    static String answer(String text, int prompt, int completion) {
        return "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"finish_reason\":\"stop\"}],"
                + usage(prompt, completion) + "}";
    }

    static String answer() {
        return answer(TEXT, 10, 2);
    }

    static String usage(int prompt, int completion) {
        return "\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion + ",\"total_tokens\":"
                + (prompt + completion) + "}";
    }

    /** The event of a chunk. */
    static String event(String choices, String more) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":["
                + choices + "]" + more + "}\n\n";
    }

    static String said(String text) {
        return event(
                "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"finish_reason\":null}",
                "");
    }

    static String finish() {
        return event("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}", "");
    }

    static String used(int prompt, int completion) {
        return event("", "," + usage(prompt, completion));
    }

    /** A whole stream. */
    static String stream(String text, int prompt, int completion) {
        return said(text) + finish() + used(prompt, completion) + DONE;
    }

    static String stream() {
        return stream(TEXT, 10, 2);
    }

    static String error(int code, String message) {
        return "{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}";
    }

    /** A status with a body. */
    static Script status(int status, String headers, byte[] body) {
        return c -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(("HTTP/1.1 " + status + " -\r\nconnection: close\r\n" + headers + "content-length: "
                            + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            all.writeBytes(body);
            c.write(all.toByteArray());
            c.awaitClosed();
        };
    }

    static Script status(int status, String headers, String body) {
        return status(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A refusal in OpenAI's form. */
    static Script refusal(int status, String headers) {
        return status(status, JSON + headers, error(status, "no"));
    }

    /** An event stream whose body is sent as a script says; it ends well where that returns. */
    static Script events(Script body) {
        return c -> {
            c.head(200, EVENTS);
            body.run(c);
            c.lastChunk();
            c.awaitClosed();
        };
    }

    static Script events(String body) {
        return events(c -> c.chunk(body));
    }

    /** A stream whose first piece of content is followed by something else. */
    static Script firstThen(Script then) {
        return events(c -> {
            c.chunk(said("first"));
            then.run(c);
        });
    }

    /** Half of a whole answer, then something else. */
    static Script halfThen(Script then) {
        return c -> {
            byte[] all = answer().getBytes(StandardCharsets.UTF_8);
            c.head(200, JSON + "content-length: " + all.length + "\r\n");
            c.write(Arrays.copyOf(all, all.length / 2));
            then.run(c);
        };
    }

    /** Each byte by itself. */
    static void drip(FaultServer.Connection connection, String text) throws IOException {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            connection.write(new byte[] {b});
        }
    }

    /** A text with a byte in it that UTF-8 never has. */
    static byte[] spoilt(String text, String where) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        bytes[text.indexOf(where)] = (byte) 0xFF;
        return bytes;
    }
}
