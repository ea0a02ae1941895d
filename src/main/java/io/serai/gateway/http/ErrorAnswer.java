package io.serai.gateway.http;

import io.serai.api.error.ErrorShape;
import io.serai.api.error.SeraiException;
import io.serai.api.trace.Trace;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A failure in the words of the API that was called.
 *
 * @param trace of the request as callers are told it; empty where nobody asked for one
 */
record ErrorAnswer(ErrorShape shape, SeraiException failure, String requestId, Map<String, Object> trace) {

    int status() {
        return shape.status(failure);
    }

    /** Status and headers of a whole answer. */
    AnswerHead head() {
        List<CharSequence> fields = new ArrayList<>();
        fields.add(HttpHeaders.CONTENT_TYPE);
        fields.add(shape.contentType());
        shape.headers(requestId).forEach((name, value) -> {
            fields.add(name);
            fields.add(value);
        });
        int kind = failure.kind().status();
        if (kind == 429 || kind == 503) {
            fields.add(HttpHeaders.RETRY_AFTER);
            fields.add(retryAfter());
        }
        return new AnswerHead(status(), fields);
    }

    /** The body of a whole answer. */
    byte[] body() {
        return shape.body(error());
    }

    /** The last frame of a stream. */
    byte[] frame() {
        return shape.frame(error());
    }

    private Map<String, Object> error() {
        Map<String, Object> error = shape.error(failure, requestId);
        if (trace.isEmpty()) {
            return error;
        }
        Map<String, Object> traced = new LinkedHashMap<>(error);
        traced.put(Trace.MEMBER, trace);
        return traced;
    }

    /** Whole seconds, rounded up: a client that comes back after them is not early. */
    private String retryAfter() {
        Duration wait = failure.retryAfter().orElse(Duration.ofSeconds(1));
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
