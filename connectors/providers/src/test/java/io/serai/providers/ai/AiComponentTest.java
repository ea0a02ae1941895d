package io.serai.providers.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.providers.Provider;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The component {@code ai:} in plain Camel, without a gateway around it. */
class AiComponentTest extends CamelTestSupport {

    private static final String HELLO = "Hello out there";

    @Override
    protected void bindToRegistry(Registry registry) {
        Provider simulated = new Provider();
        simulated.setDialect("simulated");
        registry.bind("sim", simulated);
        Provider slow = new Provider();
        slow.setDialect("simulated");
        slow.setOptions(Map.of("latency_ms", "60000"));
        registry.bind("slow", slow);
        Provider unset = new Provider();
        unset.setPreset("openai");
        registry.bind("unset", unset);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:parallel")
                        .split(body())
                        .parallelProcessing()
                        .multicast()
                        .parallelProcessing()
                        .to("ai:sim/a", "ai:sim/b", "ai:sim/c")
                        .end()
                        .end();
                from("direct:asked").to("ai:*");
            }
        };
    }

    static Stream<Arguments> bodies() {
        List<Object> messages = List.of(Map.of("role", "user", "content", HELLO));
        Map<String, Object> answer = ChatResponse.ofText("m", HELLO).map();
        return Stream.of(
                Arguments.of("request", Map.of("messages", messages, "model", "ignored")),
                Arguments.of("messages", messages),
                Arguments.of("text", HELLO),
                Arguments.of("bytes", HELLO.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Arguments.of("answer of an earlier call", answer),
                Arguments.of("stream of an earlier call", ChatStream.of(answer)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void call_anyKindOfBody_asksTheSame(String kind, Object body) {
        assertThat(call("ai:sim/parrot?output=text", body).getMessage().getBody(String.class))
                .contains(HELLO);
    }

    @Test
    void call_mapAsBody_isLeftAlone() {
        Map<String, Object> request =
                new LinkedHashMap<>(Map.of("messages", List.of(Map.of("role", "user", "content", "Hi"))));
        Map<String, Object> before = Map.copyOf(request);

        call("ai:sim/parrot?parameters.temperature=0", request);

        assertThat(request).isEqualTo(before);
    }

    @Test
    void output_answerTextAndJson_areAMapAStringAndData() {
        assertThat(call("ai:sim/parrot", HELLO).getMessage().getBody()).isInstanceOf(Map.class);
        assertThat(call("ai:sim/parrot?output=text", HELLO).getMessage().getBody())
                .isInstanceOf(String.class);
        assertThat(call("ai:sim/parrot?output=json", saying("{\"a\":[1,null]}"))
                        .getMessage()
                        .getBody())
                .isInstanceOfSatisfying(Map.class, map -> assertThat(map).containsKey("a"));
    }

    @Test
    void output_jsonThatIsNone_isTheProvidersFault() {
        assertThat(failure("ai:sim/parrot?output=json", saying("not json")).kind())
                .isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
    }

    static Stream<Arguments> streaming() {
        return Stream.of(
                Arguments.of("auto", null, null, false),
                Arguments.of("auto", true, null, true),
                Arguments.of("auto", null, true, true),
                Arguments.of("auto", false, true, false),
                Arguments.of("true", false, false, true),
                Arguments.of("false", true, true, false));
    }

    @ParameterizedTest
    @MethodSource("streaming")
    void stream_option_decidesBeforeRequestBeforeHeader(
            String option, Boolean inRequest, Boolean inHeader, boolean expected) {
        Map<String, Object> request =
                new LinkedHashMap<>(Map.of("messages", List.of(Map.of("role", "user", "content", "Hi"))));
        if (inRequest != null) {
            request.put("stream", inRequest);
        }
        Exchange answer = template.request("ai:sim/parrot?stream=" + option, exchange -> {
            exchange.getMessage().setBody(request);
            exchange.getMessage().setHeader(CallNames.STREAM, inHeader);
        });

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isInstanceOf(expected ? ChatStream.class : Map.class);
    }

    static Stream<Arguments> parameters() {
        return Stream.of(
                Arguments.of("0.20", new BigDecimal("0.20")),
                Arguments.of("3", 3),
                Arguments.of("true", true),
                Arguments.of("RAW({\"a\":[1]})", Map.of("a", List.of(1))),
                Arguments.of("low", "low"),
                Arguments.of("1.2.3", "1.2.3"));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void parameters_ofTheUri_areTypedAsJson(String option, Object value) throws Exception {
        AiEndpoint endpoint = context.getEndpoint("ai:sim/parrot?parameters.x=" + option, AiEndpoint.class);
        AiProducer producer = (AiProducer) endpoint.createProducer();

        assertThat(producer.parameters()).containsExactly(Map.entry("x", value));
    }

    @Test
    void parameters_overrideTheRequest() {
        Map<String, Object> request = Map.of("messages", List.of(Map.of("role", "user", "content", "Hi")), "n", 1);

        Map<?, ?> answer =
                call("ai:sim/parrot?parameters.n=3", request).getMessage().getBody(Map.class);

        assertThat((List<?>) answer.get("choices")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"total=50ms", "firstToken=50ms", "total=50"})
    void timeout_ofTheUri_isKept(String option) {
        assertThat(failure("ai:slow/parrot?" + option, HELLO).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
    }

    @Test
    void embed_textOrList_isAnswered() {
        for (Object body : List.of("Hi", List.of("Hi", "You"), Map.of("input", "Hi"))) {
            Map<?, ?> answer =
                    call("ai:sim/e?operation=embed", body).getMessage().getBody(Map.class);
            assertThat((List<?>) answer.get("data")).isNotEmpty();
        }
    }

    @Test
    void asRequested_namesProviderAndModelByHeader() {
        Exchange answer = template.request("direct:asked", exchange -> {
            exchange.getMessage().setBody(HELLO);
            exchange.getMessage().setHeader(CallNames.MODEL, "sim/org/parrot");
        });

        assertThat(answer.getMessage().getBody(Map.class).get("model")).isEqualTo("org/parrot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "parrot", "nobody/parrot", "/parrot", "sim/"})
    void asRequested_unknown_isNotFound(String model) {
        Exchange answer = template.request("direct:asked", exchange -> {
            exchange.getMessage().setBody(HELLO);
            exchange.getMessage().setHeader(CallNames.MODEL, model);
        });

        assertThat(SeraiException.of(answer.getException()).kind()).isEqualTo(ErrorKind.CALLER_NOT_FOUND);
    }

    @Test
    void provider_unknownInAUri_isTheRoutesFault() {
        assertThat(failure("ai:nobody/parrot", HELLO)).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.GATEWAY_INTERNAL);
            assertThat(failure).hasMessageContaining("nobody");
        });
    }

    @Test
    void provider_withoutKey_saysWhatIsMissing() {
        assertThat(failure("ai:unset/gpt", HELLO)).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_NOT_CONFIGURED);
            assertThat(failure).hasMessageContaining("OPENAI_API_KEY");
        });
    }

    @Test
    void body_empty_isTheCallersFault() {
        assertThat(failure("ai:sim/parrot", null).kind()).isEqualTo(ErrorKind.CALLER_BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai:sim",
                "ai:sim/",
                "ai:/parrot",
                "ai:sim/parrot?temprature=1",
                "ai:sim/parrot?stream=maybe",
                "ai:sim/parrot?output=xml",
                "ai:sim/parrot?operation=paint",
                "ai:sim/parrot?total=soon"
            })
    void endpoint_wrong_failsWhenItIsMade(String uri) {
        assertThat(catchThrowable(() -> context.getEndpoint(uri))).isNotNull();
    }

    @Test
    void consumer_isRefused() {
        assertThatThrownBy(() -> context.getEndpoint("ai:sim/parrot").createConsumer(exchange -> {}))
                .hasMessageContaining("model:");
    }

    @Test
    void meter_ofParallelCopies_isOneBillOfNineLines() {
        Meter meter = new Meter(io.serai.api.meter.MeterListener.NONE);
        template.request("direct:parallel", exchange -> {
            exchange.getMessage().setBody(List.of("one", "two", "three"));
            exchange.setProperty(CallNames.METER, meter);
        });

        assertThat(meter.attempts()).hasSize(9).allMatch(attempt -> attempt.outcome() == Attempt.Outcome.SUCCEEDED);
        long total = meter.attempts().stream()
                .mapToLong(attempt -> attempt.usage().orElseThrow().totalTokens())
                .sum();
        assertThat(new Usage(meter.usage()).totalTokens()).isEqualTo(total).isPositive();
    }

    private static Map<String, Object> saying(String content) {
        return Map.of(
                "messages", List.of(Map.of("role", "user", "content", "Hi")), "simulate", Map.of("content", content));
    }

    private Exchange call(String uri, Object body) {
        Exchange answer =
                template.request(uri, exchange -> exchange.getMessage().setBody(body));
        assertThat(answer.getException()).isNull();
        return answer;
    }

    private SeraiException failure(String uri, Object body) {
        Exchange answer =
                template.request(uri, exchange -> exchange.getMessage().setBody(body));
        assertThat(answer.getException()).isNotNull();
        return SeraiException.of(answer.getException());
    }
}
