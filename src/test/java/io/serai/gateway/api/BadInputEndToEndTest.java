package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.processors.openai.BadInput;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request: a 4xx in OpenAI's shape that names the field, and not one call upstream. */
class BadInputEndToEndTest {

    private static TestUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.answering();
        // The table's requests name the model m.
        gateway = TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .model("m", "- to: {uri: \"ai:upstream/m\"}")
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

    static Stream<BadInput> rows() {
        return BadInput.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void badInput_isRefusedAndTheFieldNamed(BadInput row) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.uri(row.path())).POST(BodyPublishers.ofByteArray(row.body()));
        row.contentType().ifPresent(type -> request.header("content-type", type));

        HttpResponse<String> answer = gateway.send(request);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(row.status());
        Map<?, ?> error = error(answer);
        row.param().ifPresent(param -> {
            assertThat((String) error.get("param")).contains(param);
            assertThat((String) error.get("message")).contains(param);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/chat/completions, 405",
        "PUT, /v1/chat/completions, 405",
        "DELETE, /v1/embeddings, 405",
        "PATCH, /v1/completions, 405",
        "POST, /v1/models, 405",
        "DELETE, /v1/models/m, 405",
        "POST, /v1/chat, 404",
        "POST, /v1/chat/completions/more, 404",
        "POST, /v2/chat/completions, 404",
        "GET, /, 404",
        "GET, /v1/models/unknown, 404",
        "GET, /v1/models/%2e%2e%2fm, 404"
    })
    void wrongMethodOrPath_isRefused(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.uri(path))
                .header("content-type", "application/json")
                .method(method, BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        error(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml"
            })
    void wrongContentType_isUnsupported(String type) throws Exception {
        HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.uri("/v1/chat/completions"))
                .header("content-type", type)
                .POST(BodyPublishers.ofString(TestGateway.chatRequest("m", "Hi", "false"))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
        assertThat((String) error(answer).get("message")).contains("Content-Type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "no/body",
                "upstream/",
                "upstream",
                "*",
                "*/*",
                "upstream/*",
                "M",
                "${sys:user.home}",
                "{{env:HOME}}"
            })
    void unknownModel_isNotFound(String model) throws Exception {
        HttpResponse<String> answer = gateway.chat(model, "Hi");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(error(answer).get("code")).isEqualTo("model_not_found");
        assertThat((String) error(answer).get("message")).contains(model);
    }

    @Test
    void chatModel_askedForEmbeddings_isRefusedByName() throws Exception {
        try (TestGateway chatOnly = TestGateway.setup()
                .file(
                        "talks.camel.yaml",
                        """
                        - route:
                            id: talks
                            from:
                              uri: model:talks
                              steps:
                                - to: {uri: "ai:simulated/x"}
                        """)
                .start()) {
            HttpResponse<String> answer =
                    chatOnly.send(chatOnly.post("/v1/embeddings", "{\"model\":\"talks\",\"input\":\"Hi\"}"));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(error(answer).get("param")).isEqualTo("model");
        }
    }

    private static Map<?, ?> error(HttpResponse<String> answer) throws Exception {
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        Map<String, Object> body = Json.standard().readObject(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(body).containsOnlyKeys("error");
        Map<?, ?> error = (Map<?, ?>) body.get("error");
        assertThat(error.keySet().stream().map(String::valueOf)).containsExactly("message", "type", "param", "code");
        assertThat((String) error.get("message"))
                .hasSizeBetween(10, 500)
                .doesNotContain("io.serai", "org.apache", "Exception");
        return error;
    }
}
