package io.serai.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.gateway.importing.Findings.Finding;
import io.serai.processors.yaml.YamlException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What LiteLLM's configurations become. */
class LiteLlmImportTest {

    static List<String> cases() {
        return ImportCases.names();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void configuration_ofACase_becomesItsFiles(String name) throws IOException {
        LiteLlmImport imported = LiteLlmImport.of("config.yaml", ImportCases.read(name, "config.yaml"));

        assertThat(imported.providers()).isEqualTo(ImportCases.read(name, "providers.camel.yaml"));
        assertThat(imported.models()).isEqualTo(ImportCases.read(name, "models.yaml"));
    }

    /** Secrets of the cases say that they are. */
    @ParameterizedTest
    @MethodSource("cases")
    void secret_inClear_isInNoFileAndInNoFinding(String name) throws IOException {
        LiteLlmImport imported = LiteLlmImport.of("config.yaml", ImportCases.read(name, "config.yaml"));

        assertThat(imported.providers() + imported.models() + imported.findings())
                .doesNotContain("-in-clear", "secret-", "sk-1234", "AKIAINCLEAR", "eyJ");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void case_ofATest_saysWhereItsKeysComeFrom(String name) throws IOException {
        assertThat(ImportCases.read(name, "source.txt")).contains("docs.litellm.ai");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization: Basic dXNlcg== | true",
                "X-Session-Token: abc | true",
                "X-Plain: sk-abcdef | true",
                "X-Plain: 0123456789abcdefABCDEF0123456789 | true",
                "X-Team: research | false"
            })
    void header_thatMayBeASecret_comesOutOfTheEnvironment(String header, boolean secret) {
        String providers =
                of("{model: openai/gpt-4.1, extra_headers: {" + header + "}}").providers();

        assertThat(providers.contains("{{env:OPENAI_")).isTrue();
        assertThat(providers.contains(header.substring(header.indexOf(' ') + 1)))
                .isNotEqualTo(secret);
    }

    @Test
    void application_ofMicrosoftEntra_becomesACredential() {
        assertThat(of("{model: azure/gpt-41, api_base: 'https://acme.openai.azure.com', tenant_id: acme-tenant,"
                                + " client_id: os.environ/AZURE_CLIENT_ID, client_secret: entra-in-clear}")
                        .providers())
                .contains("credential: client-secret", "tenantId: acme-tenant", "{{env:AZURE_CLIENT_ID:}}")
                .contains("clientSecret: \"{{env:AZURE_CLIENT_SECRET:}}\"")
                .doesNotContain("apiKey", "in-clear");
    }

    @Test
    void credentials_ofGoogle_areAFilesNameOrNotCopied() {
        assertThat(of("{model: vertex_ai/gemini-2.5-pro, vertex_credentials: /etc/google.json}")
                        .providers())
                .contains("credentials: \"/etc/google.json\"");
        assertThat(of("{model: vertex_ai/gemini-2.5-pro, vertex_credentials: '{\"private_key\": \"in-clear\"}'}")
                        .providers())
                .doesNotContain("credentials", "in-clear");
    }

    @Test
    void secrets_thatAreTheSame_areOneVariableThatNobodyElseHas() {
        LiteLlmImport imported = LiteLlmImport.of(
                "config.yaml",
                """
                model_list:
                  - {model_name: a, litellm_params: {model: groq/a, api_key: gsk-first}}
                  - {model_name: b, litellm_params: {model: groq/b, api_key: gsk-second}}
                  - {model_name: c, litellm_params: {model: groq/c, api_key: gsk-first}}
                  - {model_name: d, litellm_params: {model: groq/d, api_key: os.environ/GROQ_API_KEY}}
                """);

        assertThat(imported.providerCount()).isEqualTo(3);
        assertThat(imported.providers())
                .contains("{{env:GROQ_API_KEY:}}", "{{env:GROQ_API_KEY_2:}}", "{{env:GROQ_API_KEY_3:}}");
        assertThat(imported.models()).contains("groq/a", "groq-2/b", "groq/c", "groq-3/d");
    }

    @Test
    void text_ofTheSource_doesNotEndTheLineOfAComment() {
        LiteLlmImport imported = LiteLlmImport.of(
                "config.yaml",
                """
                model_list: []
                litellm_settings: {"a\\nmodels: {evil: 1}": 1}
                """);

        assertThat(imported.models().lines()).allMatch(line -> line.startsWith("#") || line.equals("models: {}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model: sagemaker/x | this provider has no counterpart; the entry is left out",
                "model: openai/<your model> | expected names of letters, digits",
                "model: x-unknown | this provider has no counterpart; the entry is left out"
            })
    void entry_withoutACounterpart_isLeftOutAndNamedByItsLine(String params, String said) {
        LiteLlmImport imported = of("{" + params + "}");

        assertThat(imported.modelCount()).isZero();
        assertThat(imported.findings().stream().map(Finding::text))
                .singleElement()
                .asString()
                .startsWith("config.yaml:2: model_list[0].")
                .contains(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpt-4.1 | preset: openai",
                "o3-mini | preset: openai",
                "text-embedding-3-small | preset: openai",
                "claude-opus-4-5 | dialect: anthropic",
                "command-r-08-2024 | dialect: cohere",
                "gemini-2.5-pro | platform: vertex",
                "gemini/gemini-2.5-pro | dialect: gemini"
            })
    void model_withoutAPrefix_isOfTheProviderThatLiteLlmTakesItFor(String model, String provider) {
        assertThat(of("{model: " + model + "}").providers()).contains(provider);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "# nothing | config.yaml:1: holds nothing",
                "a: b | config.yaml:1: expected 'model_list', found the keys a",
                "model_list: [{litellm_params: {model: a}}] | config.yaml:1: model_list[0]: expected 'model_name'",
                "model_list: [{model_name: a}] | config.yaml:1: model_list[0]: expected litellm_params.model, found none",
                "model_list: x | config.yaml:1: model_list: expected a list, found 'x'",
                "model_list: [ | config.yaml:1: is not YAML"
            })
    void file_thatIsNoConfiguration_isRefusedByFileLineAndKey(String text, String said) {
        assertThatThrownBy(() -> LiteLlmImport.of("config.yaml", text))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith(said);
    }

    private static LiteLlmImport of(String params) {
        return LiteLlmImport.of("config.yaml", "model_list:\n  - {model_name: m, litellm_params: " + params + "}\n");
    }
}
