package io.serai.gateway.sdk;

import static io.serai.gateway.sdk.GeminiClients.nothing;
import static io.serai.gateway.sdk.GeminiClients.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.ServerException;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application sees of failures: the exception types of Google's SDK, and Google's words. */
class GeminiSdkErrorsTest {

    private static final String QUESTION = "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}";

    private static TestUpstream upstream;
    private static TestGateway gateway;
    private static Client client;

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
                    .putHeader("retry-after", "3")
                    .end("{\"error\":{\"message\":\"No.\",\"type\":\"t\",\"param\":null,\"code\":\"some_code\"}}");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.behaving(GeminiSdkErrorsTest::behave);
        gateway = TestGateway.setup().provider("upstream", upstream.baseUrl()).start();
        client = GeminiClients.of(gateway);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
        upstream.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("upstream/400", ClientException.class, 400, "INVALID_ARGUMENT"),
                Arguments.of("upstream/429", ClientException.class, 429, "RESOURCE_EXHAUSTED"),
                Arguments.of("upstream/500", ServerException.class, 503, "UNAVAILABLE"),
                Arguments.of("upstream/401", ServerException.class, 502, "INTERNAL"),
                Arguments.of("nobody/model", ClientException.class, 404, "NOT_FOUND"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_ofAnUpstream_isTheSdksOwnException(
            String model, Class<? extends ApiException> expected, int code, String status) {
        ApiException failure =
                catchThrowableOfType(expected, () -> client.models.generateContent(model, "Hello", nothing()));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.message()).isNotEmpty();
    }

    @Test
    void stream_thatBreaksOff_isAnErrorAfterWhatHadCome() {
        StringBuilder text = new StringBuilder();

        assertThatThrownBy(() -> {
                    try (var stream =
                            client.models.generateContentStream("upstream/cut", List.of(user("Hello")), nothing())) {
                        stream.forEach(event -> text.append(event.text()));
                    }
                })
                .isInstanceOf(ServerException.class);
        assertThat(text).hasToString("one");
    }

    @Test
    void array_thatBreaksOff_endsWithTheError() throws Exception {
        HttpResponse<String> answer =
                gateway.send(gateway.post("/v1beta/models/upstream/cut:streamGenerateContent", QUESTION));

        JsonArray elements = new JsonArray(answer.body());
        assertThat(elements).hasSize(2);
        assertThat(elements.getJsonObject(1).getJsonObject("error").getInteger("code"))
                .isGreaterThanOrEqualTo(500);
    }

    @Test
    void rateLimit_saysWhenToComeBack() throws Exception {
        HttpResponse<String> answer =
                gateway.send(gateway.post("/v1beta/models/upstream/429:generateContent", QUESTION));

        assertThat(answer.headers().firstValue("retry-after")).hasValue("3");
        assertThat(answer.body())
                .contains("\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"3s\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}|contents",
                "{'contents':[{'parts':[{'text':'a'},{}]}]}|contents[0].parts[1]",
                "{'contents':[{'parts':[{'text':'a'}]}],'generation_config':{'top_k':0}}|generationConfig.topK",
                "{'contents':|"
            })
    void badRequest_namesTheField_andGoesNowhere(String row) throws Exception {
        String[] columns = row.split("\\|", -1);
        int calls = upstream.calls();

        HttpResponse<String> answer = gateway.send(
                gateway.post("/v1beta/models/upstream/429:generateContent", columns[0].replace('\'', '"')));

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("status")).isEqualTo("INVALID_ARGUMENT");
        if (!columns[1].isEmpty()) {
            assertThat(answer.body())
                    .contains(
                            "\"@type\":\"type.googleapis.com/google.rpc.BadRequest\",\"fieldViolations\":[{\"field\":\""
                                    + columns[1] + "\"");
        }
        assertThat(upstream.calls()).isEqualTo(calls);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/models/x:rawPredict",
                "/v1beta/models/x",
                "/v1beta/files",
                "/v1/projects/p/locations/l/publishers/google/models/x:predictLongRunning"
            })
    void unknownPath_isNotFoundInGooglesWords(String path) throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post(path, QUESTION));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"status\":\"NOT_FOUND\"");
    }

    @Test
    void unknownModel_isNotFoundInGooglesWords() throws Exception {
        HttpResponse<String> answer = gateway.get("/v1beta/models/nobody");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"status\":\"NOT_FOUND\"");
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/models, 200", "POST, /v1/models, 405", "DELETE, /v1/models/simulated, 405"})
    void modelsOfOpenAi_stayOpenAis(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = gateway.send(
                gateway.post(path, QUESTION).method(method, HttpRequest.BodyPublishers.ofString(QUESTION)));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("google.rpc");
        if (status == 405) {
            assertThat(answer.headers().firstValue("allow")).hasValue("GET");
        }
    }
}
