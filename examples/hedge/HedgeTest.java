package io.serai.examples.hedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.chat.ChatResponse;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.examples.testing.ExampleGateway;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked when, and who is given up: the route alone, its models mocked. */
@CamelMainTest(
        properties = {"camel.main.routesIncludePattern=file:hedge/hedge.camel.yaml", "hedge.after=20ms"},
        mockEndpointsAndSkip = "ai:*")
class HedgeTest {

    @BeanInject
    CamelContext context;

    @Produce("model:hedge")
    ProducerTemplate caller;

    @EndpointInject("mock:ai:drowsy/first")
    MockEndpoint first;

    @EndpointInject("mock:ai:simulated/second")
    MockEndpoint second;

    @BeforeEach
    void reset() {
        MockEndpoint.resetMocks(context);
        second.whenAnyExchangeReceived(exchange -> says(exchange, "second"));
    }

    @Test
    void route_firstIsSlow_secondIsHeardAndTheFirstGivenUp() throws Exception {
        CountDownLatch givenUp = new CountDownLatch(1);
        first.whenAnyExchangeReceived(exchange -> {
            exchange.getProperty(CallNames.CANCEL, Cancellation.class).onCancel(givenUp::countDown);
            assertThat(givenUp.await(10, TimeUnit.SECONDS)).isTrue();
            throw new CallerException(ErrorKind.CALLER_GONE, "given up");
        });

        assertThat(answer()).isEqualTo("second");

        assertThat(givenUp.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void route_firstIsSlowAndTheSecondFails_firstIsHeardAllTheSame() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        first.whenAnyExchangeReceived(exchange -> {
            assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
            says(exchange, "first");
        });
        second.whenAnyExchangeReceived(exchange -> {
            failed.countDown();
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "broken on purpose");
        });

        assertThat(answer()).isEqualTo("first");
    }

    @Test
    void route_firstFails_secondIsAskedAtOnce() throws Exception {
        first.whenAnyExchangeReceived(exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "broken on purpose");
        });

        assertThat(answer()).isEqualTo("second");
    }

    private static void says(Exchange exchange, String text) {
        exchange.getMessage().setBody(ChatResponse.ofText("m", text).map());
    }

    private String answer() {
        Map<String, Object> request = ExampleGateway.request("hedge", "Hello");
        return new ChatResponse(caller.requestBody((Object) request, Map.class)).text();
    }
}
