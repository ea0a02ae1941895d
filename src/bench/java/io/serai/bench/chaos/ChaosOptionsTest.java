package io.serai.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosOptionsTest {

    @Test
    void parse_nothingButACommand_isTheWholeOfIt() {
        assertThat(ChaosOptions.parse("--node", "run"))
                .isEqualTo(
                        new ChaosOptions("run", Map.of(), 3, 200, 20, 20, 60, 60, 15, 60, "", Path.of("target/chaos")));
    }

    @Test
    void parse_small_isShortButWhatIsSaid() {
        assertThat(ChaosOptions.parse("--node", "run", "--small", "--kills", "0", "--header", "a=b"))
                .isEqualTo(new ChaosOptions(
                        "run", Map.of("a", "b"), 3, 50, 0, 3, 8, 12, 3, 60, "", Path.of("target/chaos")));
    }

    @Test
    void parse_whatCanNotBe_isRefused() {
        assertThatThrownBy(() -> ChaosOptions.parse()).hasMessageContaining("--node");
        assertThatThrownBy(() -> ChaosOptions.parse("--node")).hasMessageContaining("--node needs a value");
        assertThatThrownBy(() -> ChaosOptions.parse("--node", "run", "--rate", "0"))
                .hasMessageContaining("--rate");
        assertThatThrownBy(() -> ChaosOptions.parse("--node", "run", "--kills", "many"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChaosOptions.parse("--node", "run", "--depth", "3"))
                .hasMessageContaining("unknown option --depth");
    }
}
