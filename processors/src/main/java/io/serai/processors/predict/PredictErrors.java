package io.serai.processors.predict;

import io.serai.api.error.ErrorShape;
import io.serai.api.error.SeraiException;
import java.util.Map;

/**
 * Failures as the Open Inference Protocol tells them (<a
 * href="https://github.com/open-inference/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">source</a>):
 * {@code {"error"}}.
 */
public final class PredictErrors implements ErrorShape {

    @Override
    public boolean serves(String path) {
        return path.equals("/v2") || isBelow(path, PredictPath.PREFIX) || isBelow(path, "/v2/health");
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public Map<String, Object> error(SeraiException failure, String requestId) {
        return Map.of("error", failure.getMessage());
    }

    private static boolean isBelow(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
