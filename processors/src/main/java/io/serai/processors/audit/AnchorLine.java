package io.serai.processors.audit;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A seal as one JSON object on one line: what an anchor file and a webhook get. */
final class AnchorLine {

    private AnchorLine() {}

    static String of(Seal seal) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("chain", seal.chain());
        line.put("seal", seal.number());
        line.put("first", seal.first());
        line.put("last", seal.last());
        line.put("previous", seal.previous());
        line.put("head", seal.head());
        line.put("at", seal.at());
        line.put("key", seal.key());
        line.put("signature", seal.signature());
        return new String(Json.write(line), StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException where the line is no anchor */
    static Seal read(String line) {
        try {
            Map<String, Object> fields = Json.standard().readObject(line.getBytes(StandardCharsets.UTF_8));
            return new Seal(
                    text(fields, "chain"),
                    number(fields, "seal"),
                    number(fields, "first"),
                    number(fields, "last"),
                    text(fields, "previous"),
                    text(fields, "head"),
                    number(fields, "at"),
                    text(fields, "key"),
                    text(fields, "signature"));
        } catch (JsonException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
    }

    private static String text(Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("it has no text '" + name + "'");
    }

    private static long number(Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw new IllegalArgumentException("it has no whole number '" + name + "'");
    }
}
