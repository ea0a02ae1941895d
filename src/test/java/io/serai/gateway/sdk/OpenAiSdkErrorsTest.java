package io.serai.gateway.sdk;

import static io.serai.gateway.sdk.SdkClients.asking;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application sees of failures: the SDK's own exception types, directly and through a gateway in front of the gateway. */
class OpenAiSdkErrorsTest {

    private static TestUpstream upstream;
    private static TestGateway inner;
    private static TestGateway gateway;
    private static OpenAIClient client;

    /** Fails as the model's name says: with that status, by an answer that never ends, by one that breaks off. */
    private static void behave(HttpServerRequest request, Buffer body) {
        String model = body.toJsonObject().getString("model");
        if (model.equals("endless")) {
            TestUpstream.stream(request).write(TestUpstream.content("one"));
        } else if (model.equals("cut")) {
            TestUpstream.stream(request).write(TestUpstream.content("one")).onSuccess(sent -> request.connection()
                    .close());
        } else if (model.matches("\\d+")) {
            refuse(request, Integer.parseInt(model), "some_code");
        } else {
            TestUpstream.json(request, TestUpstream.ANSWER);
        }
    }

    private static void refuse(HttpServerRequest request, int status, String code) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("retry-after", "1")
                .end("{\"error\":{\"message\":\"No.\",\"type\":\"t\",\"param\":null,\"code\":\"" + code + "\"}}");
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving(OpenAiSdkErrorsTest::behave);
        inner = TestGateway.setup().provider("upstream", upstream.baseUrl()).start();
        gateway = TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .provider("behind", inner.uri("/v1").toString())
                .start();
        client = SdkClients.of(gateway);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
        inner.close();
        upstream.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of("upstream/", "behind/upstream/")
                .flatMap(prefix -> Stream.of(
                        Arguments.of(prefix + "400", BadRequestException.class, 400, "some_code"),
                        Arguments.of(prefix + "404", NotFoundException.class, 404, "some_code"),
                        Arguments.of(prefix + "422", BadRequestException.class, 400, "some_code"),
                        Arguments.of(prefix + "429", RateLimitException.class, 429, "rate_limit_exceeded"),
                        Arguments.of(prefix + "500", InternalServerException.class, 503, "provider_unavailable"),
                        Arguments.of(prefix + "503", InternalServerException.class, 503, "provider_unavailable"),
                        // The gateway's own key is refused: not the caller's fault.
                        Arguments.of(
                                prefix + "401",
                                InternalServerException.class,
                                prefix.startsWith("behind") ? 503 : 502,
                                prefix.startsWith("behind") ? "provider_unavailable" : "provider_auth")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_ofTheProvider_isTheSdksOwnException(
            String model, Class<? extends OpenAIServiceException> type, int status, String code) {
        ChatCompletionCreateParams request = asking(model, "Hi").build();

        OpenAIServiceException whole = catchThrowableOfType(
                OpenAIServiceException.class, () -> client.chat().completions().create(request));
        OpenAIServiceException streamed =
                catchThrowableOfType(OpenAIServiceException.class, () -> SdkClients.chunks(client, request));

        for (OpenAIServiceException failure : new OpenAIServiceException[] {whole, streamed}) {
            assertThat(failure).isInstanceOf(type);
            assertThat(failure.statusCode()).isEqualTo(status);
            assertThat(failure.code()).hasValue(code);
        }
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void unknownModel_isNotFound(String model) {
        assertThatThrownBy(() ->
                        client.chat().completions().create(asking(model, "Hi").build()))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).hasValue("model_not_found"));
    }

    static Stream<String> unknown() {
        return Stream.of("nothing", "no/thing", "upstream/", "behind/nothing", "*/*", "upstream/*", "*");
    }

    @Test
    void badRequest_namesTheField() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(asking("upstream/m", "Hi").temperature(9.0).build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class, e -> assertThat(e.param()).hasValue("temperature"));
    }

    @Test
    void rateLimit_withRetryAfter_isWaitedForByTheSdk() throws Exception {
        int[] calls = {0};
        try (TestUpstream busy = TestUpstream.behaving((request, body) -> {
                    if (++calls[0] < 3) {
                        refuse(request, 429, "rate_limit_exceeded");
                    } else {
                        TestUpstream.json(request, TestUpstream.ANSWER);
                    }
                });
                TestGateway server =
                        TestGateway.setup().provider("busy", busy.baseUrl()).start()) {
            OpenAIClient patient = SdkClients.of(server, 2);
            ChatCompletion answer =
                    patient.chat().completions().create(asking("busy/m", "Hi").build());
            patient.close();

            assertThat(answer.choices()).hasSize(1);
            assertThat(busy.calls()).isEqualTo(3);
        }
    }

    @Test
    void rateLimit_retryAfter_reachesTheCaller() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(asking("upstream/429", "Hi").build()))
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        e -> assertThat(e.headers().values("retry-after")).containsExactly("1"));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void stream_closedByTheCaller_isAbortedUpstream(String model) {
        int before = upstream.aborted();
        StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(asking(model, "Hi").build());
        assertThat(stream.stream().findFirst()).isPresent();

        stream.close();

        await().atMost(10, SECONDS).until(() -> upstream.aborted() > before);
    }

    static Stream<String> endless() {
        return Stream.of("upstream/endless", "behind/upstream/endless");
    }

    @ParameterizedTest
    @MethodSource("cut")
    void stream_cutUpstream_isAnErrorNotAnEnd(String model) {
        assertThatThrownBy(() -> SdkClients.chunks(client, asking(model, "Hi").build()))
                .isInstanceOf(OpenAIException.class);
    }

    static Stream<String> cut() {
        return Stream.of("upstream/cut", "behind/upstream/cut");
    }
}
