package io.serai.gateway.cli;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.gateway.cli.CommandException.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the calls of the admin API, with one key. */
final class AdminClient {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String key;

    /** @param key the secret; empty where the gateway asks for none */
    AdminClient(String key) {
        this.key = key;
    }

    /** What came back: the text, and what kind it is. */
    record Reply(String mediaType, String text) {

        /** @throws CommandException where it is no JSON object: what answers is no gateway */
        Map<String, Object> json() {
            try {
                return text.isEmpty() ? Map.of() : Json.standard().readObject(text.getBytes(UTF_8));
            } catch (JsonException e) {
                throw new CommandException(Failure.REFUSED, "what answers there is no Serai gateway");
            }
        }
    }

    private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

    /**
     * @throws CommandException where the gateway refuses, or none answers
     */
    Reply call(String method, URI target, Map<String, Object> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(PATIENCE);
        if (!key.isEmpty()) {
            heedSecrecy(target);
            request.header("authorization", "Bearer " + key);
        }
        if (takesBody(method, body)) {
            request.header("content-type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.write(body)));
        } else {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        }
        return send(request.build());
    }

    /** @throws CommandException where others could read a key on its way there */
    static void heedSecrecy(URI target) {
        if (!target.getScheme().equals("https") && !LOOPBACK.contains(target.getHost())) {
            throw CommandException.usage("will not send a key over http to " + target.getHost() + "; use https");
        }
    }

    private static boolean takesBody(String method, Map<String, Object> body) {
        return !body.isEmpty() || method.equals("PATCH") || method.equals("PUT");
    }

    private Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("content-type").orElse("");
            Reply reply = new Reply(type, response.body());
            if (response.statusCode() >= 300) {
                throw new CommandException(Failure.REFUSED, refusal(response.statusCode(), reply));
            }
            return reply;
        } catch (IOException e) {
            throw new CommandException(
                    Failure.UNREACHABLE,
                    "no gateway answers at " + request.uri().getAuthority());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Failure.UNREACHABLE, "interrupted");
        }
    }

    private static String refusal(int status, Reply reply) {
        if (!reply.mediaType().startsWith("application/problem+json")) {
            return "what answers there is no Serai gateway, or not its management port (HTTP " + status + ")";
        }
        Map<String, Object> problem = reply.json();
        String said = problem.get("detail") + " (" + problem.get("code") + ")";
        if (problem.get("errors") instanceof List<?> errors && errors.size() > 1) {
            return said + " and " + (errors.size() - 1) + " more";
        }
        return status == 401 ? said + "; SERAI_ADMIN_KEY or --key-file hold the key" : said;
    }
}
