package io.serai.examples.mapreducefallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatResponse;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.examples.testing.ExampleGateway;
import java.util.Map;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelContext;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked what: the route alone, its models mocked. */
@CamelMainTest(
        properties = {
            "camel.main.routesIncludePattern=file:map-reduce-fallback/map-reduce-fallback.camel.yaml",
            "map-reduce.primary=ai:simulated/primary",
            "map-reduce.section-length=1000"
        },
        mockEndpointsAndSkip = "ai:*")
class MapReduceFallbackTest {

    private static final String REPORT = "A sentence of the report. ".repeat(100);

    @BeanInject
    CamelContext context;

    @Produce("model:map-reduce-fallback")
    ProducerTemplate caller;

    @BeforeEach
    void reset() {
        MockEndpoint.resetMocks(context);
        model("reader")
                .whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody("a summary"));
        model("writer").whenAnyExchangeReceived(exchange -> exchange.getMessage()
                .setBody(ChatResponse.ofText("writer", "Trade.").map()));
        model("primary").whenAnyExchangeReceived(exchange -> {
            Map<String, Object> request = request(exchange.getMessage().getBody(Map.class));
            if (new ChatRequest(request).lastUserText().length() > 1000) {
                throw new ProviderException(ErrorKind.PROVIDER_CONTEXT_LENGTH, "too long");
            }
            exchange.getMessage()
                    .setBody(ChatResponse.ofText("primary", "Hello.").map());
        });
    }

    private MockEndpoint model(String name) {
        return context.getEndpoint("mock:ai:simulated/" + name, MockEndpoint.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> request(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private String ask(String text) {
        return new ChatResponse(request((Map<?, ?>) caller.requestBody((Object) ExampleGateway.request("any", text))))
                .text();
    }

    @Test
    void request_thatFits_isThePrimarysAlone() {
        assertThat(ask("Hi!")).isEqualTo("Hello.");
        assertThat(model("reader").getReceivedCounter()).isZero();
    }

    @Test
    void request_tooLong_isAnsweredFromSummariesOfItsSections() {
        assertThat(ask(REPORT + "\n\nWhat is it about?")).isEqualTo("Trade.");

        assertThat(model("reader").getReceivedCounter()).isEqualTo(3);
        assertThat(model("reader").getReceivedExchanges())
                .allSatisfy(exchange -> assertThat(exchange.getMessage().getBody(String.class))
                        .contains("A sentence of the report.")
                        .endsWith("Keep what matters for: What is it about?"));
        Map<String, Object> last = request(
                model("writer").getReceivedExchanges().get(0).getMessage().getBody(Map.class));
        assertThat(new ChatRequest(last).lastUserText())
                .endsWith("a summary\n\na summary\n\na summary\n\nWhat is it about?")
                .doesNotContain("A sentence");
    }
}
