package io.serai.examples.hedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.examples.testing.Answer;
import io.serai.examples.testing.ExampleGateway;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A slow model and a quick one, through a gateway. */
class HedgeGatewayTest {

    private static final Map<String, String> SOON = Map.of("hedge.after", "20ms");

    @Test
    void gateway_wholeAnswer_comesFromTheQuickOne() throws Exception {
        try (ExampleGateway gateway = ExampleGateway.start("hedge", SOON)) {
            Answer answer = gateway.chat("hedge", "Hello");

            assertThat(answer.text()).startsWith("[simulated second]");
            assertThat(answer.attempts()).isEqualTo(2);
        }
    }

    @Test
    void gateway_streamedAnswer_comesFromTheQuickOneAlone() throws Exception {
        try (ExampleGateway gateway = ExampleGateway.start("hedge", SOON)) {
            Answer answer = gateway.stream("hedge", "Hello");

            assertThat(answer.text()).startsWith("[simulated second]").doesNotContain("first");
            assertThat(answer.frames()).hasSizeGreaterThan(3).last().isEqualTo("[DONE]");
            assertThat(answer.usage().totalTokens()).isPositive();
        }
    }

    @Test
    void gateway_firstIsQuick_secondIsLeftAlone() throws Exception {
        Map<String, String> settings = Map.of("hedge.after", "20s", "hedge.first", "simulated/first");
        try (ExampleGateway gateway = ExampleGateway.start("hedge", settings)) {
            assertThat(gateway.chat("hedge", "Hello").attempts()).isEqualTo(1);
            Answer answer = gateway.stream("hedge", "Hello");
            assertThat(answer.text()).startsWith("[simulated first]");
        }
    }
}
