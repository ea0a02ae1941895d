package io.serai.processors.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request that a front end refuses, a row of {@code bad-input.json}. Also posted to the running gateway by its end-to-end test.
 *
 * @param name what is wrong with it
 * @param path of the endpoint
 * @param contentType empty for a request without the header
 * @param body as posted
 * @param status of the answer
 * @param param that the error names; empty where no single field is at fault
 */
public record BadInput(
        String name, String path, Optional<String> contentType, byte[] body, int status, Optional<String> param) {

    /** All rows of the table. */
    public static Stream<BadInput> rows() {
        try (InputStream table = BadInput.class.getResourceAsStream("/bad-input.json")) {
            byte[] bytes = table.readAllBytes();
            List<Map<String, Object>> rows =
                    (List<Map<String, Object>>) Json.standard().read(bytes, 0, bytes.length);
            return rows.stream().map(BadInput::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BadInput of(Map<String, Object> row) {
        return new BadInput(
                (String) row.get("name"),
                (String) row.get("path"),
                Optional.ofNullable((String) row.get("contentType")),
                body(row),
                (Integer) row.get("status"),
                Optional.ofNullable((String) row.get("param")));
    }

    private static byte[] body(Map<String, Object> row) {
        if (row.get("bodyBase64") instanceof String base64) {
            return Base64.getDecoder().decode(base64);
        }
        if (row.get("generator") instanceof String generator) {
            String[] words = generator.split(":");
            return generated(words[0], Integer.parseInt(words[1])).getBytes(UTF_8);
        }
        return ((String) row.get("body")).getBytes(UTF_8);
    }

    private static String generated(String what, int size) {
        String request = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],%s}";
        return switch (what) {
            case "depth" -> String.format(request, "\"extra\":" + "[".repeat(size) + "]".repeat(size));
            case "objects" -> String.format(request, "\"extra\":" + "{\"a\":".repeat(size) + "1" + "}".repeat(size));
            case "name" -> String.format(request, "\"" + "n".repeat(size) + "\":1");
            case "digits" -> String.format(request, "\"n\":" + "9".repeat(size));
            default -> throw new IllegalArgumentException(what);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
