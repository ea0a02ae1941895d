package io.serai.gateway.sdk;

import static io.serai.gateway.sdk.AnthropicClients.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application sees of failures: the exception types of Anthropic's SDK, and Anthropic's words. */
class AnthropicSdkErrorsTest {

    private static TestUpstream upstream;
    private static TestGateway gateway;
    private static AnthropicClient client;

    /** Fails as the model's name says: with that status, or by a stream that breaks off. */
    private static void behave(HttpServerRequest request, Buffer body) {
        String model = body.toJsonObject().getString("model");
        if (model.equals("cut")) {
            TestUpstream.stream(request).write(TestUpstream.content("one")).onSuccess(sent -> request.connection()
                    .close());
        } else {
            request.response()
                    .setStatusCode(Integer.parseInt(model))
                    .putHeader("content-type", "application/json")
                    .putHeader("retry-after", "1")
                    .end("{\"error\":{\"message\":\"No.\",\"type\":\"t\",\"param\":null,\"code\":\"some_code\"}}");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving(AnthropicSdkErrorsTest::behave);
        gateway = TestGateway.setup().provider("upstream", upstream.baseUrl()).start();
        client = AnthropicClients.of(gateway);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
        upstream.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("upstream/400", BadRequestException.class, 400, "invalid_request_error"),
                Arguments.of("upstream/429", RateLimitException.class, 429, "rate_limit_error"),
                Arguments.of("upstream/500", InternalServerException.class, 529, "overloaded_error"),
                Arguments.of("upstream/401", InternalServerException.class, 502, "api_error"),
                Arguments.of("nobody/model", NotFoundException.class, 404, "not_found_error"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_ofAnUpstream_isTheSdksOwnException(
            String model, Class<? extends AnthropicServiceException> expected, int status, String type) {
        AnthropicServiceException failure = catchThrowableOfType(
                expected, () -> client.messages().create(asking(model, "Hello").build()));

        assertThat(failure.statusCode()).isEqualTo(status);
        assertThat(failure.type())
                .hasValueSatisfying(told -> assertThat(told.asString()).isEqualTo(type));
        assertThat(failure.requestId()).isPresent();
    }

    @Test
    void stream_thatBreaksOff_isAnErrorAfterWhatHadCome() {
        StringBuilder text = new StringBuilder();

        assertThatThrownBy(() -> {
                    try (var stream = client.messages()
                            .createStreaming(asking("upstream/cut", "Hello").build())) {
                        stream.stream()
                                .flatMap(event -> event.contentBlockDelta().stream())
                                .flatMap(event -> event.delta().text().stream())
                                .forEach(delta -> text.append(delta.text()));
                    }
                })
                .isInstanceOf(AnthropicServiceException.class);
        assertThat(text).hasToString("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'upstream/429','messages':[{'role':'user','content':'Hi'}]}|max_tokens: is required.",
                "{'model':'upstream/429','max_tokens':9,'messages':[{'role':'user','content':[{'type':'text','text':'a'},"
                        + "{'type':'txt'}]}]}|messages.0.content.1.type: is not the type of a content block.",
                "{'model':'upstream/429','max_tokens':9,'messages':[]}|messages: must be an array of at least 1, found 0.",
                "{'model':|not valid JSON"
            })
    void badRequest_namesTheField_andGoesNowhere(String row) throws Exception {
        String[] columns = row.split("\\|");
        int calls = upstream.calls();

        HttpResponse<String> answer = gateway.send(gateway.post("/v1/messages", columns[0].replace('\'', '"')));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"")
                .contains(columns[1])
                .contains("\"request_id\":\""
                        + answer.headers().firstValue("request-id").orElseThrow() + "\"");
        assertThat(upstream.calls()).isEqualTo(calls);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages/batches", "/v1/messages/count_tokens/more"})
    void unknownPath_isNotFoundInAnthropicsWords(String path) throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post(path, "{}"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"not_found_error\"");
    }

    @Test
    void wrongMethod_isToldInAnthropicsWords() throws Exception {
        HttpResponse<String> answer = gateway.get("/v1/messages");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).contains("\"invalid_request_error\"");
        assertThat(answer.headers().firstValue("allow")).hasValue("POST");
    }

    @Test
    void rateLimit_saysWhenToComeBack() throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post(
                        "/v1/messages",
                        "{\"model\":\"upstream/429\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                .header("anthropic-version", "2023-06-01"));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(answer.headers().firstValue("request-id")).isPresent();
    }
}
