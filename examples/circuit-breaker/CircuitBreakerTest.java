package io.serai.examples.circuitbreaker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.examples.testing.ExampleGateway;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is called when: the route alone, its models mocked. */
@CamelMainTest(
        properties = "camel.main.routesIncludePattern=file:circuit-breaker/circuit-breaker.camel.yaml",
        mockEndpointsAndSkip = "ai:*")
class CircuitBreakerTest {

    @BeanInject
    CamelContext context;

    @Produce("model:circuit-breaker")
    ProducerTemplate caller;

    @EndpointInject("mock:ai:simulated/primary")
    MockEndpoint primary;

    @EndpointInject("mock:ai:simulated/fallback")
    MockEndpoint fallback;

    @BeforeEach
    void reset() {
        MockEndpoint.resetMocks(context);
    }

    @Test
    void route_primaryAnswers_leavesFallbackAlone() throws Exception {
        primary.expectedMessageCount(1);
        fallback.expectedMessageCount(0);

        call();

        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    void route_primaryFails_callsFallbackWithTheSameRequest() throws Exception {
        primary.whenAnyExchangeReceived(exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        });
        fallback.expectedMessageCount(1);
        fallback.message(0).body().isEqualTo(ExampleGateway.request("circuit-breaker", "Hello"));

        call();

        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    void route_callersFault_isToldAndLeavesFallbackAlone() throws Exception {
        primary.whenAnyExchangeReceived(exchange -> {
            throw CallerException.badField("temperature", "too hot");
        });
        fallback.expectedMessageCount(0);

        assertThatThrownBy(this::call)
                .hasRootCauseInstanceOf(CallerException.class)
                .hasRootCauseMessage("too hot");

        MockEndpoint.assertIsSatisfied(context);
    }

    private void call() {
        caller.requestBody((Object) ExampleGateway.request("circuit-breaker", "Hello"));
    }
}
