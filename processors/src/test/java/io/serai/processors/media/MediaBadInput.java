package io.serai.processors.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.json.JsonLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request for an image, audio, a moderation, a ranking or a prediction that is refused, a row of {@code media-bad-input.json}. Also
 * posted to the running gateway by its end-to-end test.
 *
 * @param name what is wrong with it
 * @param path of the endpoint
 * @param contentType empty for a request without the header
 * @param body as posted; forms are written with line feeds in the table and have the line ends of the wire here
 * @param status of the answer
 * @param param that the error names; empty where no single field is at fault
 */
public record MediaBadInput(
        String name, String path, Optional<String> contentType, byte[] body, int status, Optional<String> param) {

    private static final Json JSON = new Json(new JsonLimits(64, 64 * 1024, 1000, 16 * 1024 * 1024));

    /** All rows of the table. */
    public static Stream<MediaBadInput> rows() {
        try (InputStream table = MediaBadInput.class.getResourceAsStream("/media-bad-input.json")) {
            byte[] bytes = table.readAllBytes();
            List<Map<String, Object>> rows = (List<Map<String, Object>>) JSON.read(bytes, 0, bytes.length);
            return rows.stream().map(MediaBadInput::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MediaBadInput of(Map<String, Object> row) {
        return new MediaBadInput(
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
        String body = (String) row.get("body");
        return (body.startsWith("--") ? body.replace("\n", "\r\n") : body).getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
