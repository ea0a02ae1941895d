package io.serai.providers.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import io.serai.providers.spi.Dialect;
import java.util.EnumSet;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class SimulatedDialectTest {

    @Test
    void dialect_serviceFile_isFoundByName() {
        assertThat(ServiceLoader.load(Dialect.class).stream().map(ServiceLoader.Provider::type))
                .contains(SimulatedDialect.class);
        assertThat(new SimulatedDialect().name()).isEqualTo("simulated");
        // Tokens are counted where the provider offers no count.
        assertThat(new SimulatedDialect().operations())
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Operation.COUNT_TOKENS)));
    }
}
