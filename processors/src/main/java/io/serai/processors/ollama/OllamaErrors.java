package io.serai.processors.ollama;

import io.serai.api.error.ErrorShape;
import io.serai.api.error.SeraiException;
import java.util.Map;
import java.util.Set;

/** Failures as Ollama tells them (<a href="https://docs.ollama.com/api/errors">source</a>): {@code {"error": "…"}}, in a stream as a line. */
public final class OllamaErrors implements ErrorShape {

    /** Those that the gateway has, and those that change Ollama's own store, which it has not. */
    private static final Set<String> ENDPOINTS = Set.of(
            "/api/chat",
            "/api/generate",
            "/api/embed",
            "/api/embeddings",
            "/api/tags",
            "/api/show",
            "/api/version",
            "/api/ps",
            "/api/pull",
            "/api/push",
            "/api/create",
            "/api/copy",
            "/api/delete");

    @Override
    public boolean serves(String path) {
        return ENDPOINTS.contains(path);
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public Map<String, Object> error(SeraiException failure, String requestId) {
        return error(failure);
    }

    @Override
    public byte[] frame(Map<String, Object> error) {
        return Line.of(error);
    }

    static Map<String, Object> error(SeraiException failure) {
        return Map.of("error", failure.getMessage());
    }
}
