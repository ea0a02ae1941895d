package io.serai.processors.openai;

import io.serai.api.error.ErrorShape;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.RateLimits;
import io.serai.processors.frontend.LimitHeaders;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Errors as OpenAI's API tells them (<a href="https://platform.openai.com/docs/guides/error-codes">source</a>):
 * {@code {"error":{"message","type","param","code"}}}, where what is unknown is JSON null.
 */
public final class OpenAiErrors implements ErrorShape {

    @Override
    public boolean serves(String path) {
        return true;
    }

    @Override
    public Map<String, String> headers(RateLimits limits, Instant now) {
        return LimitHeaders.OPENAI.of(limits, now);
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public Map<String, Object> error(SeraiException failure, String requestId) {
        return error(failure);
    }

    static Map<String, Object> error(SeraiException failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", failure.getMessage());
        error.put("type", failure.kind().type());
        error.put("param", failure.param().filter(param -> !param.isEmpty()).orElse(null));
        error.put("code", failure.code().orElse(null));
        return Map.of("error", error);
    }
}
