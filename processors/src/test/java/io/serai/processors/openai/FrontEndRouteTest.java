package io.serai.processors.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.sse.EventStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The front ends as routes, in front of a model that repeats what it is told. */
class FrontEndRouteTest extends CamelTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:chat").process(new ChatReader()).to("direct:model").process(new ChatWriter());
                from("direct:completions")
                        .process(new CompletionsReader())
                        .split(body(), new CompletionsAggregation())
                        .stopOnException()
                        .to("direct:model")
                        .end()
                        .process(new CompletionsWriter());
                from("direct:completions-parallel")
                        .process(new CompletionsReader())
                        .split(body(), new CompletionsAggregation())
                        .parallelProcessing()
                        .stopOnException()
                        .to("direct:model")
                        .end()
                        .process(new CompletionsWriter());
                from("direct:model").process(FrontEndRouteTest::repeat);
            }
        };
    }

    @Test
    void chat_streamed_isToldAsEvents() {
        Exchange exchange =
                post("direct:chat", "{'model':'m','stream':true,'messages':[{'role':'user','content':'hi'}]}");

        List<String> frames =
                FrontEndFixture.frames((EventStream) exchange.getMessage().getBody());
        assertThat(frames).hasSize(3).last().isEqualTo("data: [DONE]\n\n");
        assertThat(frames.get(0)).contains("\"content\":\"hi\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:completions", "direct:completions-parallel"})
    void completions_severalPrompts_areAnsweredInOrderAndOnOneBill(String endpoint) {
        Exchange exchange = post(endpoint, "{'model':'m','prompt':['a','b','c']}");

        assertThat(new String((byte[]) exchange.getMessage().getBody(), UTF_8))
                .containsSubsequence(
                        "\"text\":\"a\",\"index\":0", "\"text\":\"b\",\"index\":1", "\"text\":\"c\",\"index\":2")
                .contains("\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":6,\"total_tokens\":9}");
        assertThat(exchange.getMessage().getHeader("x-serai-attempts")).isEqualTo(3);
    }

    @Test
    void completions_onePromptStreamed_streamsAsItComes() {
        Exchange exchange = post("direct:completions", "{'model':'m','prompt':'a','stream':true}");

        List<String> frames =
                FrontEndFixture.frames((EventStream) exchange.getMessage().getBody());
        assertThat(frames.get(0)).contains("\"object\":\"text_completion\"", "\"text\":\"a\"");
        assertThat(frames).last().isEqualTo("data: [DONE]\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:completions", "direct:completions-parallel"})
    void completions_onePromptFails_allFail(String endpoint) {
        Exchange exchange = post(endpoint, "{'model':'m','prompt':['a','fail','c']}");

        assertThat(SeraiException.of(exchange.getException()).kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
    }

    private Exchange post(String endpoint, String json) {
        return template.request(endpoint, exchange -> {
            exchange.setProperty(CallNames.METER, new Meter(MeterListener.NONE));
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
            exchange.getMessage().setBody(json.replace('\'', '"').getBytes(UTF_8));
        });
    }

    private static void repeat(Exchange exchange) {
        ChatRequest request = new ChatRequest(exchange.getMessage().getBody(Map.class));
        var attempt = exchange.getProperty(CallNames.METER, Meter.class).begin("p", "m", Operation.CHAT);
        if (request.lastUserText().equals("fail")) {
            attempt.fail(ErrorKind.PROVIDER_UNAVAILABLE);
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "It is down.");
        }
        attempt.report(Usage.of(1, 2));
        attempt.succeed();
        Map<String, Object> answer =
                ChatResponse.ofText("m", request.lastUserText()).map();
        boolean stream = exchange.getMessage().getHeader(CallNames.STREAM, Boolean.class);
        exchange.getMessage().setBody(stream ? ChatStream.of(answer) : answer);
    }
}
