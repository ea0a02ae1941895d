package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.LoadBalanceDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers of those who stand in for others say so: a cache must not give them again as the others' (F66). */
class StandInTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final TargetBalancer balancer = new TargetBalancer();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void route(String strategy, Role... roles) throws Exception {
        balancer.setStrategy(strategy);
        balancer.setRoles(List.of(roles));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                LoadBalanceDefinition balanced =
                        from("direct:in").errorHandler(noErrorHandler()).loadBalance(balancer);
                for (int i = 0; i < roles.length; i++) {
                    String name = "direct:" + (char) ('a' + i);
                    balanced = balanced.to(name);
                    from(name).errorHandler(noErrorHandler()).process(exchange -> answer(name, exchange));
                }
            }
        });
        camel.start();
    }

    private void answer(String name, Exchange exchange) {
        if (broken.contains(name)) {
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "broken on purpose");
        }
        exchange.getMessage().setBody(Map.of("choices", List.of()));
    }

    private boolean standsIn() {
        Exchange called = camel.createProducerTemplate()
                .send("direct:in", exchange -> exchange.getMessage().setBody(Map.of("messages", List.of())));
        assertThat(called.getException()).isNull();
        return called.getProperty(CallNames.FALLBACK, false, Boolean.class);
    }

    @Test
    void answer_firstTarget_standsInForNobody() throws Exception {
        route("priority", Role.TARGET, Role.TARGET, Role.GENERAL);

        assertThat(standsIn()).isFalse();
    }

    @Test
    void answer_afterAFailure_standsIn() throws Exception {
        route("round-robin", Role.TARGET, Role.TARGET);
        broken.add("direct:a");

        assertThat(standsIn()).isTrue();
    }

    @Test
    void answer_ofAFallback_standsIn() throws Exception {
        route("round-robin", Role.TARGET, Role.GENERAL);
        broken.add("direct:a");

        assertThat(standsIn()).isTrue();
        // And later too, while the target rests and is not asked at all.
        for (int call = 0; call < 10; call++) {
            assertThat(standsIn()).isTrue();
        }
    }

    @Test
    void answer_firstOfAListRests_standsIn() throws Exception {
        route("priority", Role.TARGET, Role.TARGET);
        broken.add("direct:a");
        for (int call = 0; call < 10; call++) {
            assertThat(standsIn()).isTrue();
        }
    }

    @Test
    void answer_ofTargetsThatAreEqual_standsInForNobody() throws Exception {
        route("round-robin", Role.TARGET, Role.TARGET);

        assertThat(standsIn()).isFalse();
        assertThat(standsIn()).isFalse();
    }
}
