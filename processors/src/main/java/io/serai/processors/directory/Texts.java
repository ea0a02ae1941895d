package io.serai.processors.directory;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Lists of texts as one column holds them: a JSON array. */
final class Texts {

    private Texts() {}

    static String write(Collection<String> texts) {
        return new String(Json.write(texts.stream().sorted().toList()), StandardCharsets.UTF_8);
    }

    static List<String> read(String column) {
        byte[] utf8 = column.getBytes(StandardCharsets.UTF_8);
        try {
            Object value = Json.standard().read(utf8, 0, utf8.length);
            if (value instanceof List<?> list) {
                return list.stream().map(String::valueOf).toList();
            }
        } catch (JsonException e) {
            throw new IllegalStateException("expected a JSON array in the directory", e);
        }
        throw new IllegalStateException("expected a JSON array in the directory");
    }
}
