package io.serai.processors.rerank;

import io.serai.api.error.ErrorShape;
import io.serai.api.error.SeraiException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Failures of {@code /v1/rerank}, for both kinds of clients that it has: Jina's look for {@code detail} (<a
 * href="https://api.jina.ai/redoc">source</a>), Cohere's for {@code message}.
 */
public final class RerankErrors implements ErrorShape {

    @Override
    public boolean serves(String path) {
        return path.equals("/v1/rerank");
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public Map<String, Object> error(SeraiException failure, String requestId) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("detail", failure.getMessage());
        error.put("message", failure.getMessage());
        return error;
    }
}
