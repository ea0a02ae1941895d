package io.serai.processors.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.PolicyException;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers of Gemini's API are told of failures. */
class GeminiErrorsTest {

    private final GeminiErrors errors = new GeminiErrors();

    @ParameterizedTest
    @CsvSource({
        "CALLER_BAD_REQUEST, 400, INVALID_ARGUMENT",
        "CALLER_UNAUTHENTICATED, 401, UNAUTHENTICATED",
        "CALLER_FORBIDDEN, 403, PERMISSION_DENIED",
        "CALLER_NOT_FOUND, 404, NOT_FOUND",
        "CALLER_METHOD_NOT_ALLOWED, 405, UNIMPLEMENTED",
        "CALLER_TIMEOUT, 408, DEADLINE_EXCEEDED",
        "CALLER_CONFLICT, 409, ABORTED",
        "CALLER_TOO_LARGE, 413, INVALID_ARGUMENT",
        "CALLER_UNSUPPORTED_MEDIA_TYPE, 415, INVALID_ARGUMENT",
        "CALLER_HEADERS_TOO_LARGE, 431, INVALID_ARGUMENT",
        "CALLER_GONE, 499, CANCELLED",
        "POLICY_RATE_LIMITED, 429, RESOURCE_EXHAUSTED",
        "POLICY_QUOTA_EXCEEDED, 429, RESOURCE_EXHAUSTED",
        "POLICY_BUDGET_EXCEEDED, 429, RESOURCE_EXHAUSTED",
        "POLICY_GUARD_BLOCKED, 400, INVALID_ARGUMENT",
        "POLICY_SUBSCRIPTION_REQUIRED, 403, PERMISSION_DENIED",
        "PROVIDER_TIMEOUT, 504, DEADLINE_EXCEEDED",
        "PROVIDER_RATE_LIMITED, 429, RESOURCE_EXHAUSTED",
        "PROVIDER_UNAVAILABLE, 503, UNAVAILABLE",
        "PROVIDER_BAD_RESPONSE, 502, INTERNAL",
        "PROVIDER_AUTH, 502, INTERNAL",
        "PROVIDER_NOT_CONFIGURED, 503, UNAVAILABLE",
        "PROVIDER_CONTEXT_LENGTH, 400, INVALID_ARGUMENT",
        "PROVIDER_CONTENT_FILTER, 400, INVALID_ARGUMENT",
        "GATEWAY_OVERLOADED, 503, UNAVAILABLE",
        "GATEWAY_DRAINING, 503, UNAVAILABLE",
        "GATEWAY_INTERNAL, 500, INTERNAL"
    })
    void kind_isToldInGooglesWords(ErrorKind kind, int code, String status) throws Exception {
        Map<?, ?> error = told(failure(kind));

        assertThat(error.get("code")).isEqualTo(code);
        assertThat(error.get("status")).isEqualTo(status);
        assertThat(error.get("message")).isEqualTo("why");
        assertThat(errors.status(failure(kind))).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource
    void kind_isToldInTheGatewaysOwnWordToo(ErrorKind kind) throws Exception {
        assertThat(told(failure(kind)).get("details"))
                .isEqualTo(List.of(Map.of(
                        "@type",
                        "type.googleapis.com/google.rpc.ErrorInfo",
                        "reason",
                        kind.name(),
                        "domain",
                        "serai")));
    }

    @Test
    void field_isAViolation() throws Exception {
        Map<?, ?> error = told(CallerException.badField("contents[0].role", "`contents[0].role` is wrong."));

        assertThat(((List<?>) error.get("details")).get(1))
                .isEqualTo(Map.of(
                        "@type",
                        "type.googleapis.com/google.rpc.BadRequest",
                        "fieldViolations",
                        List.of(Map.of("field", "contents[0].role", "description", "`contents[0].role` is wrong."))));
    }

    @Test
    void wait_isToldInWholeSeconds() throws Exception {
        SeraiException failure = failure(ErrorKind.POLICY_RATE_LIMITED).withRetryAfter(Duration.ofMillis(1200));

        assertThat(((List<?>) told(failure).get("details")).get(1))
                .isEqualTo(Map.of("@type", "type.googleapis.com/google.rpc.RetryInfo", "retryDelay", "2s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/models",
                "/v1beta/models/x:generateContent",
                "/v1alpha/models/a/b:countTokens",
                "/v1beta/files",
                "/v1/models/x:embedContent",
                "/v1/projects/p/locations/l/publishers/google/models/m:nothing",
                "/v1beta1/publishers/google/models/m:generateContent"
            })
    void path_ofGooglesApis_isServed(String path) {
        assertThat(errors.serves(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/models", "/v1/models/x", "/v1/models/llama3:8b", "/v1/chat/completions", "/v1beta", "/"})
    void path_ofOthers_isNot(String path) {
        assertThat(errors.serves(path)).isFalse();
    }

    @Test
    void frame_isAnEventAndTheErrorBare() {
        SeraiException failure = failure(ErrorKind.GATEWAY_INTERNAL);
        String bare = new String(errors.body(failure, "r"), StandardCharsets.UTF_8);

        assertThat(new String(errors.frame(failure, "r"), StandardCharsets.UTF_8))
                .isEqualTo("data: " + bare + "\n\n" + bare);
    }

    private Map<?, ?> told(SeraiException failure) throws JsonException {
        return (Map<?, ?>)
                Json.standard().readObject(errors.body(failure, "req-1")).get("error");
    }

    private static SeraiException failure(ErrorKind kind) {
        String name = kind.name();
        if (name.startsWith("CALLER")) {
            return new CallerException(kind, "why");
        }
        if (name.startsWith("POLICY")) {
            return new PolicyException(kind, "why");
        }
        return name.startsWith("PROVIDER") ? new ProviderException(kind, "why") : new GatewayException(kind, "why");
    }
}
