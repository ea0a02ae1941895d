package io.serai.gateway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.gateway.TestGateway;
import io.serai.gateway.settings.StartException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway whose {@code models.yaml} is wrong does not start, and says why in one line; the others tell of their models. */
class ModelsStartTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{fast: {targets: [opnai/a]}} | /models.yaml:2: models.fast.targets[0]: expected a model of a declared provider",
                "{fast: {targets: [simulatd/a]}} | did you mean 'simulated/a'?",
                "{fast: {strategy: fastest, targets: [simulated/a]}} | /models.yaml:2: models.fast.strategy: expected one of",
                "{fast: {targets: [{model: simulated/a, when: {jsonpath: '$['}}]}} | /models.yaml:2: models.fast.targets[0].when.jsonpath: ",
                "{fast: {targets: [simulated/a], timeouts: {total: soon}}} | /models.yaml:2: models.fast.timeouts.total: ",
                "{'fast:': {targets: [simulated/a]}} | /models.yaml:2: models.fast:: expected a name of letters"
            })
    void start_wrongModels_namesFileLineAndKey(String models, String said) {
        assertThatThrownBy(() -> TestGateway.setup()
                        .file("models.yaml", "models:\n  " + models + "\n")
                        .start()
                        .close())
                .isInstanceOf(StartException.class)
                .hasMessageContaining(said)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void banner_tellsOfTheModels() throws Exception {
        try (TestGateway gateway = TestGateway.setup()
                .file("models.yaml", "models: {fast: {description: Short answers, targets: [simulated/a]}}")
                .start()) {
            assertThat(Banner.of(gateway.gateway(), Duration.ofSeconds(1)))
                    .containsPattern("(?m)^  fast +Short answers$");
        }
    }
}
