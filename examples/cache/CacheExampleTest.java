package io.serai.examples.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatResponse;
import io.serai.examples.testing.ExampleGateway;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept and what is not: the route alone, its models mocked. */
@CamelMainTest(
        properties = {
            "camel.main.routesIncludePattern=file:cache/cache.camel.yaml",
            "cache.model=openai/gpt-4.1-mini",
        },
        mockEndpointsAndSkip = "ai:openai*")
class CacheExampleTest {

    @BeanInject
    CamelContext context;

    @Produce("model:cache")
    ProducerTemplate caller;

    @EndpointInject("mock:ai:openai/gpt-4.1-mini")
    MockEndpoint writer;

    @BeforeEach
    void reset() {
        MockEndpoint.resetMocks(context);
        writer.whenAnyExchangeReceived(exchange -> exchange.getMessage()
                .setBody(ChatResponse.ofText("writer", "Ask " + writer.getReceivedCounter())
                        .map()));
    }

    private String ask(Map<String, Object> request) {
        return new ChatResponse(caller.requestBody((Object) request, Map.class)).text();
    }

    @Test
    void question_ofAUser_isAskedEachTime() throws Exception {
        Map<String, Object> request = new LinkedHashMap<>(ExampleGateway.request("cache", "What do I owe?"));
        request.put("user", "somebody");
        writer.expectedMessageCount(2);

        assertThat(ask(request)).isNotEqualTo(ask(request));

        MockEndpoint.assertIsSatisfied(context);
    }
}
