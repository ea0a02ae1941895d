package io.serai.providers.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.providers.Provider;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults by a caller's header, an endpoint's option and a provider's setting. */
class FaultCallTest extends CamelTestSupport {

    private final Meter meter = new Meter(MeterListener.NONE);

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("sim", provider(null));
        registry.bind("broken", provider("status=503;retry-after=7"));
        registry.bind("wrong", provider("status=1"));
    }

    private static Provider provider(@Nullable String fault) {
        Provider provider = new Provider();
        provider.setDialect("simulated");
        if (fault != null) {
            provider.setFault(fault);
        }
        return provider;
    }

    private Exchange call(String uri, @Nullable String header) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody("Hello");
            exchange.getMessage().setHeader("x-serai-fault", header);
            exchange.setProperty(CallNames.METER, meter);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "ai:sim/parrot                                   | -                       | -",
                "ai:sim/parrot                                   | ''                      | -",
                "ai:sim/parrot                                   | status=500              | PROVIDER_UNAVAILABLE",
                "ai:sim/parrot                                   | status=500;target=x/*   | -",
                "ai:sim/parrot                                   | delay=1ms               | -",
                "ai:sim/parrot?fault=status=429;retry-after=7    | -                       | PROVIDER_RATE_LIMITED",
                "ai:sim/parrot?fault=status=429&stream=true      | -                       | PROVIDER_RATE_LIMITED",
                "ai:sim/parrot?fault=status=429                  | error=content_filter    | PROVIDER_CONTENT_FILTER",
                "ai:sim/parrot?firstToken=30ms                   | stall-after=0           | PROVIDER_TIMEOUT",
                "ai:broken/parrot                                | -                       | PROVIDER_UNAVAILABLE",
                "ai:broken/parrot                                | status=401              | PROVIDER_AUTH"
            })
    void fault_isMetAsAnAttempt(String uri, @Nullable String header, @Nullable ErrorKind kind) {
        Exchange answer = call(uri, header);

        assertThat(meter.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.error().orElse(null)).isEqualTo(kind);
            assertThat(attempt.outcome()).isEqualTo(kind == null ? Attempt.Outcome.SUCCEEDED : Attempt.Outcome.FAILED);
        });
        if (kind == null) {
            assertThat(answer.getException()).isNull();
        } else {
            assertThat(SeraiException.of(answer.getException()).kind()).isEqualTo(kind);
        }
    }

    @Test
    void exchange_saysWhetherItsCallerHasMadeItFail() {
        assertThat(call("ai:sim/parrot", "status=500").getProperty(CallNames.FAULT_MET))
                .isEqualTo(true);
        assertThat(call("ai:sim/parrot", "status=500;target=x/*").getProperty(CallNames.FAULT_MET))
                .isNull();
        assertThat(call("ai:sim/parrot?fault=status=500", null).getProperty(CallNames.FAULT_MET))
                .isNull();
    }

    @Test
    void cutStream_failsItsAttempt() {
        ChatStream stream =
                call("ai:sim/parrot?stream=true", "cut-after=2").getMessage().getBody(ChatStream.class);

        SeraiException failure = catchThrowableOfType(SeraiException.class, () -> stream.forEachRemaining(chunk -> {}));
        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
        assertThat(meter.attempts()).singleElement().satisfies(attempt -> assertThat(attempt.outcome())
                .isEqualTo(Attempt.Outcome.FAILED));
    }

    @Test
    void header_thatIsWrong_isTheCallersFault_andNoAttempt() {
        SeraiException failure =
                SeraiException.of(call("ai:sim/parrot", "status=1").getException());

        assertThat(failure.kind()).isEqualTo(ErrorKind.CALLER_BAD_REQUEST);
        assertThat(failure).hasMessageContaining("x-serai-fault");
        assertThat(meter.attempts()).isEmpty();
    }

    @Test
    void option_thatIsWrong_isNamedWhenTheEndpointIsMade() {
        assertThat(catchThrowable(() -> context.getEndpoint("ai:sim/parrot?fault=status=1")))
                .hasStackTraceContaining("option fault: expected status to be an HTTP status");
    }

    @Test
    void setting_thatIsWrong_isNamedWithItsProvider() {
        AiComponent component = context.getComponent("ai", AiComponent.class);
        assertThat(catchThrowable(component::openProviders))
                .hasMessageContaining("provider 'wrong': option fault: expected status to be an HTTP status");
    }
}
