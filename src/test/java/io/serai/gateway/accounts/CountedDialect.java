package io.serai.gateway.accounts;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.media.ByteStream;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.simulated.SimulatedDialect;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.ProviderSettings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The dialect {@code counted}: answers as {@code simulated} does, and counts how often it is called, whoever let the call through. */
public final class CountedDialect implements Dialect {

    /** Found by {@link java.util.ServiceLoader}, so that a test reaches its count by no other way. */
    private static final AtomicInteger CALLS = new AtomicInteger();

    private final SimulatedDialect simulated = new SimulatedDialect();

    static int calls() {
        return CALLS.get();
    }

    @Override
    public String name() {
        return "counted";
    }

    @Override
    public Set<Operation> operations() {
        return simulated.operations();
    }

    @Override
    public Set<String> texts() {
        return simulated.texts();
    }

    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        return new Counted(simulated.open(settings, http));
    }

    private record Counted(Backend behind) implements Backend {

        @Override
        public Map<String, Object> answer(ProviderCall call) {
            CALLS.incrementAndGet();
            return behind.answer(call);
        }

        @Override
        public ChatStream stream(ProviderCall call) {
            CALLS.incrementAndGet();
            return behind.stream(call);
        }

        @Override
        public ByteStream bytes(ProviderCall call) {
            CALLS.incrementAndGet();
            return behind.bytes(call);
        }
    }
}
