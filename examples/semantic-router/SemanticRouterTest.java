package io.serai.examples.semanticrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatResponse;
import io.serai.examples.testing.ExampleGateway;
import io.serai.providers.Provider;
import java.util.Map;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which model answers what: the route alone, with simulated vectors. */
class SemanticRouterTest extends CamelMainTestSupport {

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.setRoutesIncludePattern("file:semantic-router/semantic-router.camel.yaml");
    }

    @Override
    protected void bindToRegistry(org.apache.camel.spi.Registry registry) {
        Provider simulated = new Provider();
        simulated.setDialect("simulated");
        registry.bind("simulated", simulated);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Is there a train to Vienna tonight?          | travel
            A hotel near the cathedral, please.          | travel
            Why does my loop never end?                  | code
            Write a function that sorts names.           | code
            What is the capital of Mongolia?             | general
            Tell me a joke.                              | general
            """)
    void question_isAnsweredByTheModelOfItsTopic(String question, String model) {
        assertThat(answer(question)).startsWith("[simulated " + model + "]");
    }

    @Test
    void question_withoutText_isAnsweredByTheGeneralModel() {
        assertThat(answer(" ")).startsWith("[simulated general]");
    }

    private String answer(String question) {
        Map<String, Object> request = ExampleGateway.request("semantic-router", question);
        return new ChatResponse(template.requestBody("model:semantic-router", request, Map.class)).text();
    }
}
