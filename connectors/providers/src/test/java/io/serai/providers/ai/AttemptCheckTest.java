package io.serai.providers.ai;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.PolicyException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.providers.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** Calls that somebody has to allow. */
class AttemptCheckTest extends CamelTestSupport {

    private static final Caller CALLER =
            new Caller("app", "", "", "", "", Set.of(), Set.of(), List.of(), Set.of(), Map.of());

    private final List<String> asked = new ArrayList<>();
    private final Meter meter = new Meter(MeterListener.NONE);

    @Override
    protected void bindToRegistry(Registry registry) {
        Provider simulated = new Provider();
        simulated.setDialect("simulated");
        registry.bind("simulated", simulated);
        registry.bind("check", AttemptCheck.class, (AttemptCheck) ask -> {
            asked.add(ask.caller().tenant() + " " + ask.provider() + "/" + ask.model() + " "
                    + ask.operation().label() + " " + ask.meter().count());
            if (ask.model().equals("dear")) {
                throw new PolicyException(ErrorKind.POLICY_BUDGET_EXCEEDED, "The budget is used up.");
            }
            return AttemptCheck.Grant.FREE;
        });
    }

    private Exchange call(String uri) {
        return template.send(uri, exchange -> {
            exchange.setProperty(CallNames.METER, meter);
            exchange.setProperty(CallNames.CALLER, CALLER);
            exchange.getMessage().setBody("Hello");
        });
    }

    @Test
    void call_thatIsRefused_isNoAttempt() {
        Exchange refused = call("ai:simulated/dear");

        assertThat(refused.getException(SeraiException.class).kind()).isEqualTo(ErrorKind.POLICY_BUDGET_EXCEEDED);
        assertThat(meter.count()).isZero();
    }

    @Test
    void eachCall_isAskedForAnew_withWhatTheRequestHasCostSoFar() {
        call("ai:simulated/cheap");
        call("ai:simulated/cheap");
        call("ai:simulated/dear");

        assertThat(asked)
                .containsExactly(
                        "app simulated/cheap chat 0", "app simulated/cheap chat 1", "app simulated/dear chat 2");
    }
}
