package io.serai.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has been imported runs. */
class ImportedRoutesTest {

    static List<String> cases() {
        return ImportCases.names();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void files_ofACase_startAGateway(String name) throws Exception {
        TestGateway.Setup setup = TestGateway.setup()
                .file("providers.camel.yaml", ImportCases.read(name, "providers.camel.yaml"))
                .file("models.yaml", ImportCases.read(name, "models.yaml"));

        assertThatCode(() -> setup.start().close()).doesNotThrowAnyException();
    }

    @Test
    void model_thatWasImported_answersWithItsFallback() throws Exception {
        try (TestUpstream upstream = TestUpstream.answering()) {
            LiteLlmImport imported = LiteLlmImport.of(
                    "config.yaml",
                    """
                    model_list:
                      - model_name: fast
                        litellm_params: {model: openai/down, api_base: "http://127.0.0.1:1/v1", api_key: none}
                      - model_name: sure
                        litellm_params: {model: openai/up, api_base: "%s", api_key: none}
                    router_settings:
                      model_group_alias: {quick: fast}
                      fallbacks: [{fast: [sure]}]
                    """
                            .formatted(upstream.baseUrl()));
            try (TestGateway gateway = TestGateway.setup()
                    .file("providers.camel.yaml", imported.providers())
                    .file("models.yaml", imported.models())
                    .start()) {
                HttpResponse<String> answer = gateway.chat("quick", "Hello");

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("x-serai-model")).hasValue("compatible-2/up");
            }
        }
    }
}
