package io.serai.examples.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ToolCall;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.examples.testing.ExampleGateway;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of three answers: the route alone, its models mocked. */
@CamelMainTest(
        properties = "camel.main.routesIncludePattern=file:ensemble/ensemble.camel.yaml",
        mockEndpointsAndSkip = "ai:*")
class EnsembleTest {

    @BeanInject
    CamelContext context;

    @BeanInject
    ProducerTemplate caller;

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

    private void fails(String name) {
        model(name).whenAnyExchangeReceived(exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "broken on purpose");
        });
    }

    private Map<String, Object> ask(String model) {
        return ask(model, ExampleGateway.request(model, "What is the capital of Italy?"));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> ask(String model, Map<String, Object> request) {
        return (Map<String, Object>) caller.requestBody("model:" + model, (Object) request);
    }

    @ParameterizedTest
    @CsvSource({
        "Answer: Rome, So. Answer: rome., Oslo, answer: rome",
        "Oslo, Rome, **Rome**, rome",
        "Oslo, Rome, Paris, oslo",
        "fail, Rome, Paris, rome"
    })
    void vote_countsWhatIsAnswered(String first, String second, String third, String winner) {
        says("first", first);
        says("second", second);
        says("third", third);
        if (first.equals("fail")) {
            fails("first");
        }

        assertThat(new ChatResponse(ask("ensemble-vote")).text().toLowerCase(Locale.ROOT))
                .contains(winner);
    }

    @Test
    void merge_isAskedWithAllAnswersAndTheToolsOfTheCaller() {
        says("first", "Rome");
        says("second", "Milan");
        says("third", "Rome, I think");
        says("writer", "Rome.");
        Map<String, Object> request = ExampleGateway.request("ensemble-merge", "What is the capital of Italy?");
        request.put("tools", List.of(Map.of("type", "function", "function", Map.of("name", "look-up"))));

        assertThat(new ChatResponse(ask("ensemble-merge", request)).text()).isEqualTo("Rome.");

        Map<?, ?> merged =
                model("writer").getReceivedExchanges().get(0).getMessage().getBody(Map.class);
        assertThat(merged.get("messages").toString())
                .contains("<answer 1>\nRome\n", "<answer 2>\nMilan\n", "<answer 3>\nRome, I think\n");
        assertThat(merged.containsKey("tool_choice")).isFalse();
        assertThat(model("first")
                        .getReceivedExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(Map.class)
                        .get("tool_choice"))
                .isEqualTo("none");
    }

    @Test
    void toolCall_thatMostMake_isTheAnswer() {
        Map<String, Object> calls = ChatResponse.ofText("x", "").map();
        Map<String, Object> message = ChatRequest.message("assistant", "");
        message.put(
                "tool_calls", List.of(ToolCall.of("1", "look-up", "{\"a\": 1}").map()));
        calls.put("choices", List.of(Map.of("index", 0, "message", message)));
        for (String name : List.of("first", "third")) {
            model(name)
                    .whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(calls));
        }
        says("second", "Rome");

        assertThat(ask("ensemble-vote")).isEqualTo(calls);
    }

    @Test
    void judge_choosesAmongThoseThatAnswered() {
        fails("first");
        says("second", "Milan");
        says("third", "Rome");
        says("judge", "2");

        assertThat(new ChatResponse(ask("ensemble-judge")).text()).isEqualTo("Rome");
    }
}
