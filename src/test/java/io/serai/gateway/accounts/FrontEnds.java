package io.serai.gateway.accounts;

import io.serai.gateway.TestGateway;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A request for every route that clients reach, and what becomes of it: the table that F33 is tested by. */
final class FrontEnds {

    /** Published by the test for all operations, and once more as {@code tunedModels/mine}. */
    static final String MODEL = "plain";

    private static final String SAID = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
    private static final String CONTENTS = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
    private static final String EMBEDDED = "{\"model\":\"models/plain\",\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}";
    private static final String RANKED = "{\"model\":\"plain\",\"query\":\"a\",\"documents\":[\"a\",\"b\"]}";
    private static final String TENSOR =
            "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[1,2]}]}";
    private static final String FORM = "multipart/form-data; boundary=B";

    private FrontEnds() {}

    /** What a request costs. */
    enum Spends {
        ONE_CALL,
        NOTHING
    }

    /** In whose words a refusal is told. */
    enum Words {
        OPENAI(error -> error.get("error") instanceof Map<?, ?> inner
                && inner.keySet().equals(Set.of("message", "type", "param", "code"))),
        ANTHROPIC(error -> "error".equals(error.get("type"))
                && error.get("error") instanceof Map<?, ?> inner
                && inner.get("type") instanceof String),
        GEMINI(error -> error.get("error") instanceof Map<?, ?> inner
                && inner.get("code") instanceof Number
                && inner.get("status") instanceof String),
        /** Of Ollama, and of the Open Inference Protocol. */
        ONE_TEXT(error -> error.get("error") instanceof String),
        JINA(error -> error.get("detail") instanceof String),
        COHERE(error -> error.get("message") instanceof String);

        private final Predicate<Map<String, Object>> shape;

        Words(Predicate<Map<String, Object>> shape) {
            this.shape = shape;
        }

        boolean tell(Map<String, Object> error) {
            return shape.test(error);
        }

        /** The headers by which this API tells of limits, such as those on {@code requests}. */
        List<String> limits(String... on) {
            return switch (this) {
                case OPENAI -> names(on, "x-ratelimit-limit-%s", "x-ratelimit-remaining-%s", "x-ratelimit-reset-%s");
                case ANTHROPIC ->
                    names(
                            on,
                            "anthropic-ratelimit-%s-limit",
                            "anthropic-ratelimit-%s-remaining",
                            "anthropic-ratelimit-%s-reset");
                case GEMINI, ONE_TEXT, JINA, COHERE -> List.of();
            };
        }

        private static List<String> names(String[] on, String... patterns) {
            return Arrays.stream(on)
                    .flatMap(what -> Arrays.stream(patterns).map(pattern -> pattern.formatted(what)))
                    .toList();
        }
    }

    /**
     * A request.
     *
     * @param route method and path of the route that serves it
     * @param path that is asked for
     * @param body empty for none
     */
    record Sample(String route, String path, String type, String body, Words words, Spends spends) {

        HttpRequest.Builder on(TestGateway gateway) {
            String method = route.substring(0, route.indexOf(' '));
            HttpRequest.BodyPublisher publisher =
                    body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(gateway.uri(path)).method(method, publisher);
            return body.isEmpty() ? request : request.header("content-type", type);
        }

        /** Whether a model is asked for, but only how much a call would be. */
        boolean isCount() {
            return path.endsWith("count_tokens") || path.endsWith("input_tokens") || path.endsWith(":countTokens");
        }

        @Override
        public String toString() {
            return route + (body.contains("\"stream\":true") || path.contains("stream") ? " streamed" : "");
        }
    }

    /** All of them; several for a route where it can be asked in several ways. */
    static final List<Sample> SAMPLES = List.of(
            spends("/v1/chat/completions", json("\"stream\":false," + SAID), Words.OPENAI),
            spends("/v1/chat/completions", json("\"stream\":true," + SAID), Words.OPENAI),
            spends("/v1/completions", json("\"prompt\":\"Hi\""), Words.OPENAI),
            spends("/v1/completions", json("\"stream\":true,\"prompt\":\"Hi\""), Words.OPENAI),
            spends("/v1/responses", json("\"input\":\"Hi\""), Words.OPENAI),
            spends("/v1/responses", json("\"stream\":true,\"input\":\"Hi\""), Words.OPENAI),
            spends("/v1/embeddings", json("\"input\":\"Hi\""), Words.OPENAI),
            spends("/v1/moderations", json("\"input\":\"Hi\""), Words.OPENAI),
            spends("/v1/images/generations", json("\"prompt\":\"A cat\""), Words.OPENAI),
            form("/v1/images/edits", part("prompt", "A cat") + file("image", "a.png", "image/png")),
            spends("/v1/audio/speech", json("\"input\":\"Hi\",\"voice\":\"alloy\""), Words.OPENAI),
            form("/v1/audio/transcriptions", file("file", "a.mp3", "audio/mpeg")),
            form("/v1/audio/translations", file("file", "a.mp3", "audio/mpeg")),
            spends("/v1/messages", json("\"max_tokens\":9," + SAID), Words.ANTHROPIC),
            spends("/v1/messages", json("\"stream\":true,\"max_tokens\":9," + SAID), Words.ANTHROPIC),
            gemini("/v1beta/models", "/v1beta/models/plain:generateContent"),
            gemini("/v1beta/models", "/v1beta/models/plain:streamGenerateContent?alt=sse"),
            gemini("/v1beta/models", "/v1beta/models/plain:embedContent", EMBEDDED, Spends.ONE_CALL),
            gemini(
                    "/v1beta/models",
                    "/v1beta/models/plain:batchEmbedContents",
                    "{\"requests\":[" + EMBEDDED + "]}",
                    Spends.ONE_CALL),
            gemini("/v1beta/tunedModels", "/v1beta/tunedModels/mine:generateContent"),
            gemini("/v1alpha/models", "/v1alpha/models/plain:generateContent"),
            gemini("/v1/models/{model}", "/v1/models/plain:generateContent"),
            gemini("/v1/models/{family}/{model}", "/v1/models/counted/any:generateContent"),
            gemini("/v1/projects", "/v1/projects/p/locations/l/publishers/google/models/plain:generateContent"),
            gemini(
                    "/v1beta1/projects",
                    "/v1beta1/projects/p/locations/l/publishers/google/models/plain:generateContent"),
            gemini("/v1/publishers", "/v1/publishers/google/models/plain:generateContent"),
            gemini("/v1beta1/publishers", "/v1beta1/publishers/google/models/plain:generateContent"),
            spends("/api/chat", json("\"stream\":false," + SAID), Words.ONE_TEXT),
            spends("/api/chat", json("\"stream\":true," + SAID), Words.ONE_TEXT),
            spends("/api/generate", json("\"stream\":false,\"prompt\":\"Hi\""), Words.ONE_TEXT),
            spends("/api/embed", json("\"input\":\"Hi\""), Words.ONE_TEXT),
            spends("/api/embeddings", json("\"prompt\":\"Hi\""), Words.ONE_TEXT),
            spends("/v1/rerank", RANKED, Words.JINA),
            spends("/v2/rerank", RANKED, Words.COHERE),
            new Sample(
                    "POST /v2/models",
                    "/v2/models/plain/infer",
                    "application/json",
                    TENSOR,
                    Words.ONE_TEXT,
                    Spends.ONE_CALL),
            // Counted by the gateway itself, where the provider can't.
            gemini("/v1beta/models", "/v1beta/models/plain:countTokens", CONTENTS, Spends.NOTHING),
            free("POST", "/v1/messages/count_tokens", json(SAID), Words.ANTHROPIC),
            free("POST", "/v1/responses/input_tokens", json("\"input\":\"Hi\""), Words.OPENAI),
            free("POST", "/v1/explain?path=/v1/chat/completions", json(SAID), Words.OPENAI),
            free("POST", "/api/show", json("\"verbose\":false"), Words.ONE_TEXT),
            free("GET", "/v1/usage", "", Words.OPENAI),
            free("GET", "/v1/models", "", Words.OPENAI),
            free("GET", "/v1beta/models", "", Words.GEMINI),
            free("GET", "/v1alpha/models", "", Words.GEMINI),
            free("GET", "/api/tags", "", Words.ONE_TEXT),
            free("GET", "/api/ps", "", Words.ONE_TEXT),
            free("GET", "/api/version", "", Words.ONE_TEXT),
            free("GET", "/v2", "", Words.ONE_TEXT),
            new Sample("GET /v2/health", "/v2/health/ready", "", "", Words.ONE_TEXT, Spends.NOTHING),
            new Sample("GET /v2/models", "/v2/models/plain", "", "", Words.ONE_TEXT, Spends.NOTHING),
            new Sample("GET /v1/responses", "/v1/responses/resp_1", "", "", Words.OPENAI, Spends.NOTHING),
            new Sample("DELETE /v1/responses", "/v1/responses/resp_1", "", "", Words.OPENAI, Spends.NOTHING));

    private static Sample spends(String path, String body, Words words) {
        return new Sample("POST " + path, path, "application/json", body, words, Spends.ONE_CALL);
    }

    private static Sample free(String method, String path, String body, Words words) {
        String route = method + " " + path.split("\\?", 2)[0];
        return new Sample(route, path, "application/json", body, words, Spends.NOTHING);
    }

    private static Sample gemini(String route, String path) {
        return gemini(route, path, CONTENTS, Spends.ONE_CALL);
    }

    private static Sample gemini(String route, String path, String body, Spends spends) {
        return new Sample("POST " + route, path, "application/json", body, Words.GEMINI, spends);
    }

    private static Sample form(String path, String parts) {
        String body = part("model", MODEL) + parts + "--B--\r\n";
        return new Sample("POST " + path, path, FORM, body, Words.OPENAI, Spends.ONE_CALL);
    }

    private static String json(String members) {
        return "{\"model\":\"" + MODEL + "\"," + members + "}";
    }

    private static String part(String name, String value) {
        return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String name, String file, String type) {
        return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + file
                + "\"\r\nContent-Type: " + type + "\r\n\r\nbytes\r\n";
    }
}
