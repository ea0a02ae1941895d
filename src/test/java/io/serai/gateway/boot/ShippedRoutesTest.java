package io.serai.gateway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.model.ModelCard;
import org.junit.jupiter.api.Test;

/** What {@code ./serai run} serves where nobody says otherwise. */
class ShippedRoutesTest {

    @Test
    void routesAndExamples_startTogether() throws Exception {
        try (Gateway gateway = Gateway.start(
                "--routes", "../routes", "--routes", "../examples", "--port", "0", "--management-port", "-1")) {
            assertThat(gateway.models().models().stream().map(ModelCard::id))
                    .contains(
                            "demo",
                            "demo-fast",
                            "ask-docs",
                            "cascade",
                            "circuit-breaker",
                            "content-router",
                            "ensemble-vote",
                            "hedge",
                            "map-reduce-fallback",
                            "semantic-router",
                            "shadow",
                            "summarise");
        }
    }
}
