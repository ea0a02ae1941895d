package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.gateway.admin.OpenApiDocument.Entry;
import io.serai.gateway.admin.Problem.Place;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls the admin API as somebody, and holds every answer against the document. */
final class AdminClient {

    /** Something that has the shape of a hash or a secret: F19. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)\\b[0-9a-f]{32,}\\b|serai_[0-9A-Za-z]{30,}|\\$argon2|\\$2[aby]\\$");

    private final AdminServer server;
    private final DocumentSchemas schemas;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(java.time.Duration.ofSeconds(20))
            .build();
    private final List<String> leaks = new CopyOnWriteArrayList<>();

    AdminClient(AdminServer server) {
        this.server = server;
        this.schemas = new DocumentSchemas(server.document());
    }

    /** What came back. */
    record Reply(int status, String mediaType, String text, HttpResponse<String> response) {

        Map<String, Object> json() {
            try {
                return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
            } catch (io.serai.api.json.JsonException e) {
                throw new AssertionError("no JSON: " + text, e);
            }
        }

        String string(String field) {
            return String.valueOf(json().get(field));
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> items() {
            return (List<Map<String, Object>>) json().get("items");
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> object(String field) {
            return (Map<String, Object>) json().get(field);
        }
    }

    Reply get(String who, String path) {
        return call(who, "GET", path, null);
    }

    Reply post(String who, String path, Map<String, ?> body) {
        return call(who, "POST", path, body);
    }

    Reply patch(String who, String path, Map<String, ?> body) {
        return call(who, "PATCH", path, body);
    }

    /** @param who a name, or empty for nobody */
    Reply call(String who, String method, String path, @Nullable Map<String, ?> body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri(AdminApi.BASE + path)).timeout(java.time.Duration.ofSeconds(30));
        if (!who.isEmpty()) {
            request.header("authorization", "Bearer " + who);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("content-type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(Json.write(body)));
        }
        return send(request.build(), method, path);
    }

    Reply send(HttpRequest request, String method, String path) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            Reply reply = new Reply(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.body(),
                    response);
            check(method, path.split("\\?", 2)[0], reply);
            return reply;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Answers that held what looks like a hash or a secret, but for those that are to show one. */
    List<String> leaks() {
        return leaks;
    }

    private void check(String method, String path, Reply reply) {
        Optional<Entry> entry = server.document().entries().stream()
                .filter(each -> each.method().equals(method) && matches(each.path(), path))
                .findFirst();
        boolean shows = reply.status() == 201 && path.startsWith("/keys");
        if (!shows && SECRET.matcher(reply.text()).find()) {
            leaks.add(method + " " + path + ": " + reply.text());
        }
        if (entry.isEmpty()) {
            assertThat(reply.status()).as(method + " " + path).isIn(401, 403, 404, 405);
            return;
        }
        if (reply.text().isEmpty()) {
            assertThat(reply.status()).as(method + " " + path).isIn(204, 304);
            return;
        }
        checkHeaders(entry.get(), reply);
        String media = reply.mediaType().split(";", 2)[0];
        if (media.endsWith("json")) {
            String schema = responsePointer(entry.get(), reply.status()) + "/content/" + OpenApiDocument.escape(media)
                    + "/schema";
            assertThat(schemas.faults(schema, Place.BODY, reply.json()))
                    .as("%s %s -> %s %s", method, path, reply.status(), reply.text())
                    .isEmpty();
        }
    }

    private static void checkHeaders(Entry entry, Reply reply) {
        Map<?, ?> responses = (Map<?, ?>) entry.content().get("responses");
        if (responses.get(String.valueOf(reply.status())) instanceof Map<?, ?> response
                && response.get("headers") instanceof Map<?, ?> headers) {
            headers.keySet()
                    .forEach(name -> assertThat(reply.response().headers().firstValue(String.valueOf(name)))
                            .as("%s is to have the header %s", entry.id(), name)
                            .isPresent());
        }
    }

    /** Where the document describes an answer: by its status, or by its class. */
    private String responsePointer(Entry entry, int status) {
        Map<?, ?> responses = (Map<?, ?>) entry.content().get("responses");
        Object key = responses.containsKey(String.valueOf(status)) ? String.valueOf(status) : status / 100 + "XX";
        assertThat(responses.containsKey(key))
                .as("%s does not describe status %s", entry.id(), status)
                .isTrue();
        Object reference = ((Map<?, ?>) responses.get(key)).get("$ref");
        return reference == null
                ? entry.pointer() + "/responses/" + key
                : reference.toString().substring(1);
    }

    private static boolean matches(String template, String path) {
        return Pattern.matches(template.replaceAll("\\{\\w+}", "[^/]+"), path);
    }
}
