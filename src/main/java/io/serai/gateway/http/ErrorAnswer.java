package io.serai.gateway.http;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ErrorShape;
import io.serai.api.error.PolicyException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.RateLimits;
import io.serai.api.trace.Trace;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A failure in the words of the API that was called.
 *
 * @param trace of the request as callers are told it; empty where nobody asked for one
 * @param limits how much more the caller may ask, where that is known
 */
record ErrorAnswer(
        ErrorShape shape,
        SeraiException failure,
        String requestId,
        Map<String, Object> trace,
        Optional<RateLimits> limits) {

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
        limits.ifPresent(known -> shape.headers(known, Instant.now()).forEach((name, value) -> {
            fields.add(name);
            fields.add(value);
        }));
        if (failure.kind() == ErrorKind.CALLER_UNAUTHENTICATED) {
            // RFC 9110, 15.5.2: a 401 says which scheme would do.
            fields.add("www-authenticate");
            fields.add("Bearer");
        }
        if (comesBack()) {
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

    /** A limit that says no time will not let this call through at any: a total budget, a call that is larger than it. */
    private boolean comesBack() {
        int kind = failure.kind().status();
        return (kind == 429 || kind == 503)
                && (failure.retryAfter().isPresent() || !(failure instanceof PolicyException));
    }

    /** Whole seconds, rounded up: a client that comes back after them is not early. */
    private String retryAfter() {
        Duration wait = failure.retryAfter().orElse(Duration.ofSeconds(1));
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
