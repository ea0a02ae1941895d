package io.serai.processors.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.json.Json;
import java.io.UncheckedIOException;
import java.util.Map;

/** Answers as bytes: whole, and as the server-sent events of OpenAI's streams. */
final class Frames {

    private static final byte[] NOTHING = {};
    private static final byte[] DATA = "data: ".getBytes(UTF_8);
    private static final byte[] END = "\n\n".getBytes(UTF_8);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);

    private Frames() {}

    static byte[] whole(Map<String, Object> answer) {
        return write(NOTHING, answer, NOTHING);
    }

    static byte[] event(Map<String, Object> chunk) {
        return write(DATA, chunk, END);
    }

    /** The event that ends a stream that is complete. */
    static byte[] done() {
        return DONE.clone();
    }

    private static byte[] write(byte[] prefix, Map<String, Object> value, byte[] suffix) {
        try {
            return Json.write(prefix, value, suffix);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new GatewayException(
                    ErrorKind.GATEWAY_INTERNAL, "The model's route made an answer that is not plain JSON data.", e);
        }
    }
}
