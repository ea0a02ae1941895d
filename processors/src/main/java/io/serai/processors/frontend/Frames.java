package io.serai.processors.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.json.Json;
import java.io.UncheckedIOException;
import java.util.Map;

/** Answers as bytes: whole, and as server-sent events. */
public final class Frames {

    private static final byte[] NOTHING = {};
    private static final byte[] DATA = "data: ".getBytes(UTF_8);
    private static final byte[] END = "\n\n".getBytes(UTF_8);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);

    private Frames() {}

    public static byte[] whole(Map<String, Object> answer) {
        return write(NOTHING, answer, NOTHING);
    }

    /** An event without a name. */
    public static byte[] event(Map<String, Object> chunk) {
        return write(DATA, chunk, END);
    }

    /** An event with a name, as Anthropic's streams and those of Responses have it. */
    public static byte[] event(String name, Map<String, Object> data) {
        return write(("event: " + name + "\ndata: ").getBytes(UTF_8), data, END);
    }

    /** The event that ends a stream that is complete. */
    public static byte[] done() {
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
