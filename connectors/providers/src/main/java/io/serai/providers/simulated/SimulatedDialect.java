package io.serai.providers.simulated;

import io.serai.api.call.Operation;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderSettings;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;

/** The dialect {@code simulated}: any model name is known, and every answer says that it is simulated. */
public final class SimulatedDialect implements Dialect {

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public Set<Operation> operations() {
        return EnumSet.complementOf(EnumSet.of(Operation.COUNT_TOKENS));
    }

    @Override
    public Set<String> texts() {
        return SteeringOptions.TEXTS;
    }

    /** {@inheritDoc} The options are those of {@link SteeringOptions}, for each call that does not say otherwise. */
    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        return new SimulatedBackend(
                settings.name(), SteeringOptions.ofBean(settings.name(), settings.options()), Clock.systemUTC());
    }
}
