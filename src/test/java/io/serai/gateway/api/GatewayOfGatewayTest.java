package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.gateway.TestGateway;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway whose provider is another gateway says what that one says, whole, streamed and refused. */
class GatewayOfGatewayTest {

    private static TestGateway inner;
    private static TestGateway outer;

    @BeforeAll
    static void start() throws Exception {
        inner = TestGateway.setup()
                .file(
                        "provider-limited.camel.yaml",
                        """
                        - beans:
                            - name: limited
                              type: io.serai.providers.Provider
                              properties: {dialect: simulated, options: {error_status: 429, retry_after: 7}}
                        """)
                .start();
        outer = TestGateway.setup()
                .provider("inner", inner.uri("/v1").toString())
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        outer.close();
        inner.close();
    }

    @ParameterizedTest
    @CsvSource({"limited/demo,429", "nobody/demo,404"})
    void refusal_throughAnotherGateway_isTheSame(String model, int status) throws Exception {
        String members = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
        HttpResponse<String> direct = ask(inner, "/v1/chat/completions", model, members);
        HttpResponse<String> through = ask(outer, "/v1/chat/completions", "inner/" + model, members);

        assertThat(List.of(direct.statusCode(), through.statusCode())).containsOnly(status);
        assertThat(through.headers().firstValue("retry-after"))
                .isEqualTo(direct.headers().firstValue("retry-after"));
        assertThat(error(through)).isEqualTo(error(direct));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/v1/chat/completions|\"messages\":[{\"role\":\"user\",\"content\":\"Hello 漢字 🙂\"}]",
                "/v1/chat/completions|\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"n\":3,\"logprobs\":true,\"top_logprobs\":2",
                "/v1/chat/completions|\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"max_tokens\":2",
                "/v1/chat/completions|\"messages\":[{\"role\":\"user\",\"content\":\"Weather in Bern?\"}],\"tool_choice\":\"required\","
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}}}]",
                "/v1/chat/completions|\"messages\":[{\"role\":\"user\",\"content\":\"A city\"}],\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                        + "{\"name\":\"city\",\"schema\":{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"size\":{\"type\":\"integer\"}},\"required\":[\"name\",\"size\"]}}}",
                "/v1/chat/completions|\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true",
                "/v1/chat/completions|\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true,\"stream_options\":{\"include_usage\":true},\"n\":2",
                "/v1/chat/completions|\"messages\":[{\"role\":\"user\",\"content\":\"Weather in Bern?\"}],\"stream\":true,\"tool_choice\":\"required\","
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}}}]",
                "/v1/completions|\"prompt\":\"Once upon a time\"",
                "/v1/completions|\"prompt\":[\"one\",\"two\"]",
                "/v1/embeddings|\"input\":[\"inn\",\"caravan\"]",
                "/v1/embeddings|\"input\":\"inn\",\"encoding_format\":\"base64\""
            })
    void answer_throughAnotherGateway_isTheSame(String path, String members) throws Exception {
        HttpResponse<String> direct = ask(inner, path, "simulated/demo", members);
        HttpResponse<String> through = ask(outer, path, "inner/simulated/demo", members);

        assertThat(List.of(direct.statusCode(), through.statusCode())).containsOnly(200);
        assertThat(through.headers().firstValue("content-type"))
                .isEqualTo(direct.headers().firstValue("content-type"));
        assertThat(said(through)).isNotEmpty().isEqualTo(said(direct));
    }

    private static HttpResponse<String> ask(TestGateway gateway, String path, String model, String members)
            throws Exception {
        return gateway.send(gateway.post(path, "{\"model\":\"" + model + "\"," + members + "}"));
    }

    /** The answer, or the chunks of a stream, without what is new each time. */
    private static List<Object> said(HttpResponse<String> answer) throws Exception {
        List<Object> said = new ArrayList<>();
        if (!answer.body().startsWith("data: ")) {
            said.add(object(answer.body()));
            return said;
        }
        for (String event : answer.body().split("\n\n")) {
            if (event.startsWith("data: {")) {
                said.add(object(event.substring(6)));
            } else if (!event.startsWith(":")) {
                said.add(event);
            }
        }
        return said;
    }

    /** What tells a client what to do next; the words name the provider. */
    private static List<Object> error(HttpResponse<String> answer) throws Exception {
        Map<?, ?> error = (Map<?, ?>) object(answer.body()).get("error");
        return List.of(error.get("type"), error.get("code"));
    }

    private static Map<String, Object> object(String json) throws Exception {
        Map<String, Object> object =
                new LinkedHashMap<>(Json.standard().readObject(json.getBytes(StandardCharsets.UTF_8)));
        object.remove("id");
        object.remove("created");
        return object;
    }
}
