package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.PolicyException;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that name further models. */
class ClientChoiceTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, RuntimeException> failures = new HashMap<>();

    @BeforeEach
    void start() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(noErrorHandler())
                        .loadBalance(new ClientChoice())
                        .to("direct:models");
                from("direct:models").errorHandler(noErrorHandler()).process(exchange -> {
                    String model = exchange.getMessage().getHeader(CallNames.MODEL, String.class);
                    asked.add(model);
                    RuntimeException failure = failures.get(model);
                    if (failure != null) {
                        throw failure;
                    }
                    Map<?, ?> request = exchange.getMessage().getBody(Map.class);
                    exchange.getMessage().setBody(Map.of("model", model, "asked", request.keySet()));
                });
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Exchange call(Map<String, Object> members) {
        return camel.createProducerTemplate().send("direct:in", exchange -> {
            Map<String, Object> request = new HashMap<>(members);
            request.put("model", "first");
            request.put("messages", List.of());
            exchange.getMessage().setBody(request);
            exchange.getMessage().setHeader(CallNames.MODEL, "first");
        });
    }

    private void fails(String model, ErrorKind kind) {
        failures.put(
                model,
                kind.name().startsWith("CALLER")
                        ? new CallerException(kind, "on purpose")
                        : new ProviderException(kind, "on purpose"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "fallbacks"})
    void models_ofTheCaller_areAskedInTheirOrder_eachOnce(String member) {
        fails("first", ErrorKind.PROVIDER_UNAVAILABLE);
        fails("second", ErrorKind.CALLER_NOT_FOUND);

        Exchange answered = call(Map.of(member, List.of("first", "second", Map.of("model", "third"), "fourth")));

        assertThat(asked).containsExactly("first", "second", "third");
        assertThat(answered.getMessage().getBody(Map.class)).containsEntry("model", "third");
        assertThat(answered.getMessage().getBody(Map.class).get("asked").toString())
                .doesNotContain(member);
    }

    @Test
    void models_allFailing_tellOfAFailureAndNotOfAName() {
        fails("first", ErrorKind.PROVIDER_TIMEOUT);
        fails("second", ErrorKind.CALLER_NOT_FOUND);

        Exchange answered = call(Map.of("models", List.of("second")));

        assertThat(answered.getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
    }

    static Stream<SeraiException> failuresForAll() {
        return Stream.of(
                new CallerException(ErrorKind.CALLER_BAD_REQUEST, "on purpose"),
                new ProviderException(ErrorKind.PROVIDER_CONTENT_FILTER, "on purpose"),
                new PolicyException(ErrorKind.POLICY_GUARD_BLOCKED, "on purpose"),
                new GatewayException(ErrorKind.GATEWAY_INTERNAL, "on purpose").withCode(GatewayException.LOOP));
    }

    @ParameterizedTest
    @MethodSource("failuresForAll")
    void failure_thatIsTheSameEverywhere_isNotTakenElsewhere(SeraiException failure) {
        failures.put("first", failure);

        call(Map.of("models", List.of("second")));

        assertThat(asked).containsExactly("first");
    }

    @Test
    void request_tooLong_isTakenToTheNext() {
        fails("first", ErrorKind.PROVIDER_CONTEXT_LENGTH);

        call(Map.of("models", List.of("second")));

        assertThat(asked).containsExactly("first", "second");
    }

    @Test
    void stream_thatFailsBeforeItsFirstContent_isFollowedByTheNextModel() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:streams")
                        .errorHandler(noErrorHandler())
                        .loadBalance(new ClientChoice())
                        .to("direct:streaming");
                from("direct:streaming").errorHandler(noErrorHandler()).process(exchange -> {
                    String model = exchange.getMessage().getHeader(CallNames.MODEL, String.class);
                    asked.add(model);
                    exchange.getMessage().setBody(model.equals("first") ? cut() : ChatStream.of(text(model)));
                });
            }
        });

        Exchange answered = camel.createProducerTemplate().send("direct:streams", exchange -> {
            exchange.getMessage().setBody(Map.of("models", List.of("second")));
            exchange.getMessage().setHeader(CallNames.MODEL, "first");
        });

        assertThat(asked).containsExactly("first", "second");
        assertThat(answered.getMessage().getBody(ChatStream.class).collect().toString())
                .contains("text of second");
    }

    private static Map<String, Object> text(String model) {
        return Map.of(
                "choices",
                List.of(Map.of(
                        "index",
                        0,
                        "finish_reason",
                        "stop",
                        "message",
                        Map.of("role", "assistant", "content", "text of " + model))));
    }

    private static ChatStream cut() {
        return new ChatStream() {
            @Override
            protected Map<String, Object> read() {
                throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "cut on purpose");
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void list_thatIsNone_isTheCallersMistake() {
        assertThat(call(Map.of("models", "second"))
                        .getException(SeraiException.class)
                        .param())
                .contains("models");
        assertThat(call(Map.of("fallbacks", List.of("second", 3)))
                        .getException(SeraiException.class)
                        .param())
                .contains("fallbacks[1]");
        assertThat(asked).isEmpty();
    }
}
