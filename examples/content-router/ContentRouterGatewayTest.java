package io.serai.examples.contentrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.examples.testing.Answer;
import io.serai.examples.testing.ExampleGateway;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same through a gateway, as its callers see it. */
class ContentRouterGatewayTest {

    private static ExampleGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = ExampleGateway.start("content-router", Map.of("router.multilingual", "simulated/polyglot"));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @Test
    void gateway_wholeAnswer_comesFromTheChosenModel() throws Exception {
        Answer answer = gateway.chat("content-router", "Fix this:\n```java\nint i = \"1\";\n```");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).startsWith("[simulated code]");
        assertThat(answer.attempts()).isEqualTo(1);
    }

    @Test
    void gateway_streamedAnswer_comesFromTheModelOfTheSettings() throws Exception {
        Answer answer = gateway.stream("content-router", "Was ist das und wie viele der Leute kennen es?");

        assertThat(answer.text()).startsWith("[simulated polyglot]");
        assertThat(answer.frames()).hasSizeGreaterThan(3).last().isEqualTo("[DONE]");
        assertThat(answer.usage().totalTokens()).isPositive();
    }

    @Test
    void gateway_models_nameIt() {
        assertThat(gateway.models()).contains("content-router");
    }
}
