package io.serai.examples.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.examples.testing.ExampleGateway;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelContext;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which answers are given and which are not: the route alone, its models mocked. */
@CamelMainTest(
        properties = "camel.main.routesIncludePattern=file:cascade/cascade.camel.yaml",
        mockEndpointsAndSkip = "ai:*")
class CascadeTest {

    @BeanInject
    CamelContext context;

    @Produce("model:cascade")
    ProducerTemplate caller;

    @Produce("model:cascade-by-hand")
    ProducerTemplate callerByHand;

    @BeforeEach
    void reset() {
        MockEndpoint.resetMocks(context);
    }

    private MockEndpoint model(String name) {
        return context.getEndpoint("mock:ai:simulated/" + name, MockEndpoint.class);
    }

    private void says(String name, String text) {
        model(name).whenAnyExchangeReceived(exchange -> exchange.getMessage()
                .setBody(ChatResponse.ofText(name, text).map()));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("An inn on a road.", "Rome.", "small"),
                Arguments.of("I don't know that.", "Rome.", "medium"),
                Arguments.of("I'm sorry, but I can't help with that.", "Rome.", "medium"),
                Arguments.of("I do not know.", "I don’t know either.", "large"));
    }

    @ParameterizedTest
    @MethodSource("io.serai.examples.cascade.CascadeTest#answers")
    void answer_thatPassesFirst_isGiven(String small, String medium, String given) {
        says("small", small);
        says("medium", medium);
        says("large", "Anything.");

        Map<?, ?> answer = (Map<?, ?>) caller.requestBody((Object) ExampleGateway.request("cascade", "What is it?"));

        assertThat(answer.get("model")).isEqualTo(given);
    }

    @Test
    void answer_thatBreaksTheSchemaOfTheRequest_isNotGiven() {
        Map<String, Object> request = ExampleGateway.request("cascade", "How old?");
        request.put(
                "response_format",
                Map.of(
                        "type",
                        "json_schema",
                        "json_schema",
                        Map.of("name", "age", "schema", Map.of("type", "object", "required", List.of("age")))));
        says("small", "{\"old\": 1}");
        says("medium", "{\"age\": 1}");

        Map<?, ?> answer = (Map<?, ?>) caller.requestBody((Object) request);

        assertThat(answer.get("model")).isEqualTo("medium");
    }

    @Test
    void checkedModels_ofAStreamedCall_areAskedWithoutAStream() {
        Map<String, Object> request = ExampleGateway.request("cascade", "What is it?");
        request.put("stream", true);
        says("small", "An inn.");

        Object answer = caller.requestBody((Object) request);

        assertThat(answer).isInstanceOf(ChatStream.class);
        assertThat(new ChatResponse(((ChatStream) answer).collect()).text()).isEqualTo("An inn.");
        assertThat(model("small")
                        .getReceivedExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(Map.class)
                        .containsKey("stream"))
                .isFalse();
    }

    @Test
    void cascadeByHand_asksTheBetterModelTheSame() {
        says("small", "I don't know.");
        says("large", "An inn.");
        Map<String, Object> request = ExampleGateway.request("cascade-by-hand", "What is it?");

        Map<?, ?> answer = (Map<?, ?>) callerByHand.requestBody((Object) request);

        assertThat(answer.get("model")).isEqualTo("large");
        assertThat(model("large").getReceivedExchanges().get(0).getMessage().getBody())
                .isEqualTo(request);
    }
}
