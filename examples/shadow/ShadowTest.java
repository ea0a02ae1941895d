package io.serai.examples.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatResponse;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.examples.testing.ExampleGateway;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked and who is heard: the route alone, its models mocked. */
@CamelMainTest(
        properties = {"camel.main.routesIncludePattern=file:shadow/shadow.camel.yaml", "shadow.share=1"},
        mockEndpointsAndSkip = "ai:*")
class ShadowTest {

    private static final Map<String, Object> REQUEST = ExampleGateway.request("shadow", "Hello");

    @BeanInject
    CamelContext context;

    @Produce("model:shadow")
    ProducerTemplate caller;

    @EndpointInject("mock:ai:simulated/writer")
    MockEndpoint writer;

    @EndpointInject("mock:ai:simulated/candidate")
    MockEndpoint candidate;

    @BeforeEach
    void reset() {
        MockEndpoint.resetMocks(context);
        writer.whenAnyExchangeReceived(exchange -> exchange.getMessage()
                .setBody(ChatResponse.ofText("writer", "heard").map()));
        writer.expectedMessageCount(1);
        candidate.expectedMessageCount(1);
    }

    @Test
    void route_asksBothTheSameAndGivesTheFirstOnesAnswer() throws Exception {
        candidate.message(0).body().isEqualTo(REQUEST);

        assertThat(answer()).isEqualTo("heard");

        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    void route_candidateFails_isNotSeen() throws Exception {
        candidate.whenAnyExchangeReceived(exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        });

        assertThat(answer()).isEqualTo("heard");

        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    void route_candidateIsSlow_isNotWaitedFor() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        candidate.whenAnyExchangeReceived(
                exchange -> assertThat(end.await(10, TimeUnit.SECONDS)).isTrue());

        assertThat(answer()).isEqualTo("heard");
        end.countDown();

        MockEndpoint.assertIsSatisfied(context);
    }

    private String answer() {
        return new ChatResponse(caller.requestBody((Object) REQUEST, Map.class)).text();
    }
}
