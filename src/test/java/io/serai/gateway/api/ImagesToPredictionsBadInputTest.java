package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.processors.media.MediaBadInput;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images, audio, moderations, rankings, predictions: what is wrong is a 4xx in the shape of the API called, and no call upstream. */
class ImagesToPredictionsBadInputTest {

    private static final int LIMIT = 1 << 20;

    private static TestUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.answering();
        // The table's requests name the model m.
        gateway = TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .model("m", "- to: {uri: \"ai:upstream/m\"}")
                .set("serai.http.max-body", "1MiB")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @AfterEach
    void nobodyWasCalled() {
        assertThat(upstream.calls()).isZero();
    }

    static Stream<MediaBadInput> rows() {
        return MediaBadInput.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void badInput_isRefusedAndTheFieldNamed(MediaBadInput row) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.uri(row.path())).POST(BodyPublishers.ofByteArray(row.body()));
        row.contentType().ifPresent(type -> request.header("content-type", type));

        HttpResponse<String> answer = gateway.send(request);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(row.status());
        String message = message(row.path(), answer);
        row.param().ifPresent(param -> assertThat(message).contains(param));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/images/generations",
                "/v1/images/edits",
                "/v1/audio/transcriptions",
                "/v1/audio/translations",
                "/v1/audio/speech",
                "/v1/moderations",
                "/v2/rerank",
                "/v1/rerank",
                "/v2/models/m/infer"
            })
    void bodyOverTheLimit_isTooLarge(String path) throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post(path, "x".repeat(LIMIT + 1)));

        assertThat(answer.statusCode()).isEqualTo(413);
        message(path, answer);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/images/generations, 405",
        "PUT, /v1/images/edits, 405",
        "POST, /v1/images/variations, 404",
        "POST, /v1/images, 404",
        "GET, /v1/audio/speech, 405",
        "POST, /v1/audio, 404",
        "DELETE, /v1/moderations, 405",
        "GET, /v2/rerank, 405",
        "GET, /v1/rerank, 405",
        "PUT, /v2/models/m/infer, 405",
        "POST, /v2, 405",
        "POST, /v2/health/live, 405",
        "GET, /v2/health/dead, 404",
        "GET, /v2/models, 404",
        "GET, /v2/models/unknown, 404",
        "GET, /v2/models/unknown/ready, 404",
        "GET, /v2/other, 404"
    })
    void wrongMethodOrPath_isRefused(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.uri(path))
                .header("content-type", "application/json")
                .method(method, BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        message(path, answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/images/generations | {'model':'no/body','prompt':'a'}",
                "/v1/audio/speech | {'model':'no/body','input':'a','voice':'alloy'}",
                "/v1/moderations | {'model':'no/body','input':'a'}",
                "/v2/rerank | {'model':'no/body','query':'q','documents':['a']}",
                "/v1/rerank | {'model':'no/body','query':'q','documents':['a']}",
                "/v2/models/no/body/infer | {'inputs':[{'name':'a','shape':[1],'datatype':'FP32','data':[1]}]}"
            })
    void unknownModel_isNotFound(String path, String request) throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post(path, request.replace('\'', '"')));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(message(path, answer)).contains("no/body");
    }

    /** What the answer says, once it is known to have its API's shape. */
    private static String message(String path, HttpResponse<String> answer) throws Exception {
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        Map<String, Object> body = Json.standard().readObject(answer.body().getBytes(StandardCharsets.UTF_8));
        String message;
        if (path.equals("/v2/rerank")) {
            assertThat(body).containsOnlyKeys("id", "message");
            message = (String) body.get("message");
        } else if (path.equals("/v1/rerank")) {
            assertThat(body).containsOnlyKeys("detail", "message");
            message = (String) body.get("detail");
        } else if (path.equals("/v2") || path.startsWith("/v2/models") || path.startsWith("/v2/health")) {
            assertThat(body).containsOnlyKeys("error");
            message = (String) body.get("error");
        } else {
            Map<?, ?> error = (Map<?, ?>) body.get("error");
            assertThat(List.copyOf(error.keySet())).isEqualTo(List.of("message", "type", "param", "code"));
            message = (String) error.get("message");
        }
        assertThat(message).hasSizeBetween(10, 500).doesNotContain("io.serai", "org.apache", "Exception");
        return message;
    }
}
