package io.serai.processors.rerank;

import io.serai.api.error.ErrorShape;
import io.serai.api.error.SeraiException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Failures as Cohere's API tells them (<a href="https://docs.cohere.com/reference/errors">source</a>): {@code {"message"}}. */
public final class CohereErrors implements ErrorShape {

    @Override
    public boolean serves(String path) {
        return path.equals("/v2/rerank");
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public Map<String, Object> error(SeraiException failure, String requestId) {
        Map<String, Object> error = new LinkedHashMap<>();
        if (!requestId.isEmpty()) {
            error.put("id", requestId);
        }
        error.put("message", failure.getMessage());
        return error;
    }
}
