package io.serai.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.providers.ai.AiComponent;
import io.serai.providers.http.FaultServer;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** Providers as {@code providers.camel.yaml} declares them: what Camel's YAML makes of a bean. */
class ProviderBeanTest {

    private static final String ANSWER =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}";

    /** What a test does with a context in which such a bean is declared. */
    private interface Trial {
        void with(CamelContext context) throws Exception;
    }

    private static void declared(String properties, Trial trial) throws Exception {
        String yaml = "- beans:\n    - name: p\n      type: io.serai.providers.Provider\n      properties:\n"
                + properties.indent(8);
        try (CamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("first", "sk-1");
            context.getPropertiesComponent().addInitialProperty("third", "sk-3");
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("p.camel.yaml", yaml));
            context.start();
            trial.with(context);
        }
    }

    private static Provider.Opened open(CamelContext context) {
        Provider.Opened opened = context.getComponent("ai", AiComponent.class).provider("p");
        assertThat(opened).isNotNull();
        return opened;
    }

    private static FaultServer answering() {
        return new FaultServer(connection -> {
            while (true) {
                connection.read();
                connection.answer(200, "content-type: application/json\r\n", ANSWER);
            }
        });
    }

    @Test
    void option_thatIsJsonInAText_isAnObject() throws Exception {
        try (FaultServer server = answering()) {
            declared(
                    """
                    dialect: azure-openai
                    baseUrl: %s
                    apiKey: k
                    options:
                      deployments: '{"gpt-4o": "my-gpt-4o"}'
                    """
                            .formatted(server.url()),
                    context -> {
                        Map<?, ?> answer = context.createProducerTemplate().requestBody("ai:p/gpt-4o", "Hi", Map.class);
                        assertThat(answer.get("choices")).isNotNull();
                    });
            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.line())
                    .contains("/deployments/my-gpt-4o/"));
        }
    }

    @Test
    void option_thatBeginsLikeJsonAndIsNone_isNamed() throws Exception {
        declared(
                """
                dialect: azure-openai
                baseUrl: http://127.0.0.1:1
                apiKey: k
                options: {deployments: '{"gpt-4o": '}
                """,
                context -> assertThatThrownBy(() -> open(context))
                        .hasMessageContaining("provider 'p': expected option deployments to be JSON"));
    }

    @Test
    void option_thatIsTextInItsDialect_staysText() throws Exception {
        declared(
                """
                dialect: simulated
                options: {content: '{"a": [1]}'}
                """,
                context -> assertThat(context.createProducerTemplate()
                                .requestBody("ai:p/parrot?output=text", "Hi", String.class))
                        .isEqualTo("{\"a\": [1]}"));
    }

    @Test
    void apiKeys_withWeightsAndLabels_areAPool() throws Exception {
        declared(
                """
                preset: openai
                apiKeys: "{{first}}, {{second:}}, {{third}}"
                keyWeights: "3, 1, 1"
                keyLabels: "eu, us, spare"
                retryRefusedKeys: 1h
                """,
                context -> assertThat(open(context).keys()).isPresent());
    }

    @Test
    void apiKeys_ofWhichOneIsSet_areNoPool() throws Exception {
        declared(
                """
                preset: openai
                apiKeys: "{{second:}}, {{third}}"
                """,
                context -> assertThat(open(context).keys()).isEmpty());
    }

    @Test
    void apiKeys_besideApiKey_areRefused() throws Exception {
        declared(
                """
                preset: openai
                apiKey: sk-secret
                apiKeys: sk-one, sk-two
                """,
                context -> assertThatThrownBy(() -> open(context))
                        .hasMessage("provider 'p': expected apiKey or apiKeys, found both"));
    }

    @Test
    void fault_isASetting() throws Exception {
        declared(
                """
                dialect: simulated
                fault: target=p/parrot;status=503;retry-after=7
                """,
                context -> assertThatThrownBy(
                                () -> context.createProducerTemplate().requestBody("ai:p/parrot", "Hi"))
                        .hasStackTraceContaining("HTTP status 503"));
    }
}
