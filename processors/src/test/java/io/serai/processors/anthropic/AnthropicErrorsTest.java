package io.serai.processors.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ErrorShape;
import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of platform.claude.com/docs/en/api/errors. */
class AnthropicErrorsTest {

    private final ErrorShape shape = new AnthropicErrors();

    @ParameterizedTest
    @CsvSource({
        "CALLER_BAD_REQUEST, 400, invalid_request_error",
        "CALLER_UNAUTHENTICATED, 401, authentication_error",
        "CALLER_FORBIDDEN, 403, permission_error",
        "CALLER_NOT_FOUND, 404, not_found_error",
        "CALLER_METHOD_NOT_ALLOWED, 405, invalid_request_error",
        "CALLER_CONFLICT, 409, conflict_error",
        "CALLER_TOO_LARGE, 413, request_too_large",
        "POLICY_RATE_LIMITED, 429, rate_limit_error",
        "POLICY_BUDGET_EXCEEDED, 429, rate_limit_error",
        "PROVIDER_RATE_LIMITED, 429, rate_limit_error",
        "PROVIDER_CONTEXT_LENGTH, 400, invalid_request_error",
        "PROVIDER_TIMEOUT, 504, timeout_error",
        "PROVIDER_UNAVAILABLE, 529, overloaded_error",
        "GATEWAY_OVERLOADED, 529, overloaded_error",
        "GATEWAY_DRAINING, 529, overloaded_error",
        "PROVIDER_BAD_RESPONSE, 502, api_error",
        "PROVIDER_AUTH, 502, api_error",
        "GATEWAY_INTERNAL, 500, api_error",
    })
    void failure_ofEachKind_hasAnthropicsStatusAndType(ErrorKind kind, int status, String type) {
        SeraiException failure = new GatewayException(kind, "No.");

        assertThat(shape.status(failure)).isEqualTo(status);
        assertThat(new String(shape.body(failure, "req_1"), UTF_8))
                .isEqualTo("{\"type\":\"error\",\"error\":{\"type\":\"" + type
                        + "\",\"message\":\"No.\"},\"request_id\":\"req_1\"}");
    }

    @ParameterizedTest
    @EnumSource
    void failure_ofAnyKind_isToldWithItsId(ErrorKind kind) {
        SeraiException failure = new GatewayException(kind, "No.");

        assertThat(shape.status(failure)).isBetween(400, 599);
        assertThat(shape.headers("req_1")).containsEntry("request-id", "req_1");
        assertThat(shape.headers("")).isEmpty();
    }

    @Test
    void badField_isNamedInFront_inAnthropicsWay() {
        SeraiException failure = CallerException.badField(
                "messages[0].content[1].type", "`messages[0].content[1].type` must be one of a, b.");

        assertThat(new String(shape.body(failure, ""), UTF_8))
                .contains("\"messages.0.content.1.type: must be one of a, b.\"")
                .doesNotContain("request_id");
    }

    @Test
    void badField_whoseMessageNamesItElsewhere_isNamedAllTheSame() {
        SeraiException failure = CallerException.badField("top_k", "The model's provider can't be told: top_k.");

        assertThat(new String(shape.body(failure, ""), UTF_8))
                .contains("\"top_k: The model's provider can't be told: top_k.\"");
    }

    @Test
    void frame_isAnErrorEvent() {
        SeraiException failure = new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "Later.");

        assertThat(new String(shape.frame(failure, ""), UTF_8))
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"Later.\"}}\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, true",
        "/v1/messages/count_tokens, true",
        "/v1/messages/batches, true",
        "/v1/messagesque, false",
        "/v1/chat/completions, false",
        "/v1/models, false",
    })
    void paths_ofMessages_areServed(String path, boolean served) {
        assertThat(shape.serves(path)).isEqualTo(served);
    }

    @Test
    void shape_isFoundByItsServiceFile() {
        assertThat(ServiceLoader.load(ErrorShape.class)).hasAtLeastOneElementOfType(AnthropicErrors.class);
    }
}
