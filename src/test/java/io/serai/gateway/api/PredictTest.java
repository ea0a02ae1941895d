package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.gateway.TestGateway;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Open Inference Protocol over HTTP. */
class PredictTest {

    private static final String REQUEST =
            """
            {"id":"42","inputs":[{"name":"x","shape":[2,2],"datatype":"FP32","data":[1.5,2,3,4]}]}""";

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.setup()
                .file(
                        "echo.camel.yaml",
                        """
                        - route:
                            id: echo
                            from:
                              uri: model:echo
                              parameters: {capabilities: predict}
                              steps:
                                - to: {uri: "ai:simulated/echo"}
                        """)
                .file(
                        "provider-keyless.camel.yaml",
                        """
                        - beans:
                            - name: keyless
                              type: io.serai.providers.Provider
                              properties: {preset: openai, apiKey: ""}
                        """)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "simulated/echo", "simulated%2Fecho", "simulated/echo/of/many"})
    void infer_anyName_isAnswered(String model) throws Exception {
        Map<String, Object> answer = posted("/v2/models/" + model + "/infer");

        assertThat(answer).containsEntry("id", "42");
        assertThat(answer.get("outputs").toString()).contains("output_x", "1.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/octet-stream"})
    void infer_withBinaryData_isRefusedByTheHeadersName(String type) throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post("/v2/models/echo/infer", REQUEST + "\0\1\2")
                .setHeader("content-type", type)
                .setHeader("inference-header-content-length", String.valueOf(REQUEST.length())));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("Inference-Header-Content-Length");
    }

    @Test
    void infer_withVersion_tellsTheModel() throws Exception {
        assertThat(posted("/v2/models/simulated/echo/versions/7/infer"))
                .containsEntry("model_name", "echo")
                .containsEntry("model_version", "7");
        assertThat(posted("/v2/models/echo/versions/8/infer"))
                .containsEntry("model_name", "echo")
                .containsEntry("model_version", "8");
    }

    @Test
    void model_isDescribedAndReady() throws Exception {
        assertThat(got("/v2/models/echo"))
                .containsEntry("name", "echo")
                .containsEntry("platform", "serai")
                .containsEntry("inputs", List.of())
                .containsEntry("outputs", List.of());
        assertThat(got("/v2/models/simulated/any")).containsEntry("name", "simulated/any");
        assertThat(got("/v2/models/simulated/any/versions/3")).containsEntry("name", "simulated/any");
        assertThat(got("/v2/models/echo/ready")).isEqualTo(Map.of("name", "echo", "ready", true));
        assertThat(got("/v2/models/echo/versions/1/ready")).isEqualTo(Map.of("name", "echo", "ready", true));
    }

    @Test
    void model_ofAProviderWithoutItsKey_isNotReady() throws Exception {
        HttpResponse<String> answer = gateway.get("/v2/models/keyless/m/ready");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer)).isEqualTo(Map.of("name", "keyless/m", "ready", false));
    }

    @Test
    void server_isLiveReadyAndDescribed() throws Exception {
        assertThat(got("/v2/health/live")).isEqualTo(Map.of("live", true));
        assertThat(got("/v2/health/ready")).isEqualTo(Map.of("ready", true));
        assertThat(got("/v2")).containsEntry("name", "serai").containsEntry("extensions", List.of());
    }

    private static Map<String, Object> posted(String path) throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post(path, REQUEST));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static Map<String, Object> got(String path) throws Exception {
        HttpResponse<String> answer = gateway.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static Map<String, Object> json(HttpResponse<String> answer) throws Exception {
        return Json.standard().readObject(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
