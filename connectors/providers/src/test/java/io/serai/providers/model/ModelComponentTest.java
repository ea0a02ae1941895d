package io.serai.providers.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import io.serai.providers.Provider;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The component {@code model:} in plain Camel, without a gateway around it. */
class ModelComponentTest extends CamelTestSupport {

    @Override
    protected void bindToRegistry(Registry registry) {
        Provider simulated = new Provider();
        simulated.setDialect("simulated");
        registry.bind("sim", simulated);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("model:exact?aliases=other,third&description=One&capabilities=chat,tools&contextWindow=100&owner=me")
                        .routeId("exact")
                        .setBody(simple("exact ${header.SeraiModel}"));
                from("model:family/*").setBody(simple("family ${header.SeraiModel}"));
                from("model:family/narrow/*").setBody(simple("narrow ${header.SeraiModel}"));
                from("model:family/one").setBody(constant("one"));
                from("model:*/*?capabilities=chat,embed").to("ai:*");
                from("model:hidden?visibility=private").setBody(constant("hidden"));
                from("model:outer")
                        .to("model:hidden?output=text")
                        .setBody(simple("outer of ${body}, ${header.SeraiModel}, ${header.SeraiStream}"));
                from("model:loop").to("model:loop");
                from("model:stops").routeId("stops").setBody(constant("x"));
                from("model:map").process(e -> e.getMessage()
                        .setBody(ChatResponse.ofText("m", "{\"a\":1}").map()));
                from("model:stream").process(e -> e.getMessage()
                        .setBody(ChatStream.of(
                                ChatResponse.ofText("m", "streamed").map())));
                from("model:number").setBody(constant(42));
                from("model:fails").throwException(new IllegalStateException("no"));
                from("model:idle").process(e -> {});
                from("direct:asked").to("model:*");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "exact, exact exact",
        "other, exact other",
        "third, exact third",
        "family/one, one",
        "family/two, family family/two",
        "family/narrow/x, narrow family/narrow/x",
        "family/x/y, family family/x/y"
    })
    void name_exactAliasOrFamily_findsTheNarrowest(String name, String said) {
        assertThat(text(asked(name))).isEqualTo(said);
    }

    @Test
    void name_ofADeclaredProvider_isCalledThere() {
        assertThat(answer(asked("sim/parrot")).get("model")).isEqualTo("parrot");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nothing", "nobody/x", "Exact", "family/", "family/*", "*/*", "*", "sim/", "hidden", "exact/"
            })
    void name_unknownOrPrivate_isNotFound(String name) {
        SeraiException failure = SeraiException.of(asked(name).getException());

        assertThat(failure.kind()).isEqualTo(ErrorKind.CALLER_NOT_FOUND);
        assertThat(failure.code()).hasValue("model_not_found");
        assertThat(failure.param()).hasValue("model");
    }

    @Test
    void privateModel_isCallableFromRoutesAndNotListed() {
        assertThat(text(asked("outer"))).startsWith("outer of hidden");
        assertThat(catalog().models())
                .extracting(ModelCard::id)
                .contains("outer")
                .doesNotContain("hidden");
        assertThat(catalog().find("hidden")).isEmpty();
    }

    @Test
    void request_givenBackAsTheAnswer_isAFailure() {
        assertThat(SeraiException.of(asked("idle").getException()))
                .hasMessageContaining("idle")
                .extracting(SeraiException::kind)
                .isEqualTo(ErrorKind.GATEWAY_INTERNAL);
    }

    @Test
    void nestedCall_restoresTheHeadersOfTheOuter() {
        assertThat(text(asked("outer"))).isEqualTo("outer of hidden, outer, false");
    }

    @Test
    void catalog_tellsWhatTheRouteDeclares() {
        ModelCard card = catalog().find("exact").orElseThrow();

        assertThat(card.description()).isEqualTo("One");
        assertThat(card.owner()).isEqualTo("me");
        assertThat(card.capabilities()).containsExactly("tools");
        assertThat(card.contextWindow()).isEqualTo(OptionalInt.of(100));
        assertThat(catalog().models())
                .extracting(ModelCard::id)
                .contains("exact", "other", "third", "family/*", "sim/*")
                .isSorted();
        assertThat(catalog().find("sim/parrot"))
                .hasValueSatisfying(member -> assertThat(member.status()).isEqualTo(ModelCard.Status.SIMULATED));
        assertThat(catalog().find("sim/")).isEmpty();
    }

    @Test
    void operation_thatTheModelLacks_isRefusedByName() {
        Exchange answer = template.request("direct:asked", exchange -> {
            exchange.getMessage().setHeader(CallNames.MODEL, "exact");
            exchange.getMessage().setHeader(CallNames.OPERATION, "embed");
            exchange.getMessage().setBody(Map.of("input", "Hi"));
        });

        SeraiException failure = SeraiException.of(answer.getException());
        assertThat(failure.kind()).isEqualTo(ErrorKind.CALLER_BAD_REQUEST);
        assertThat(failure.param()).hasValue("model");
    }

    @Test
    void loop_endsWithAnErrorThatNamesIt() {
        assertThat(SeraiException.of(asked("loop").getException()))
                .hasMessageContaining("loop")
                .extracting(SeraiException::kind)
                .isEqualTo(ErrorKind.GATEWAY_INTERNAL);
    }

    @Test
    void answer_textMapOrStream_isUnwrapped() {
        assertThat(text(asked("exact"))).isEqualTo("exact exact");
        assertThat(text(asked("map"))).isEqualTo("{\"a\":1}");
        assertThat(text(asked("stream"))).isEqualTo("streamed");
        assertThat(template.requestBody("model:map?output=json", "Hi")).isEqualTo(Map.of("a", 1));
        assertThat(template.requestBody("model:stream?output=text", "Hi")).isEqualTo("streamed");
        assertThat(template.requestBody("model:exact?stream=true", "Hi")).isInstanceOf(ChatStream.class);
        assertThat(template.requestBody("model:map?stream=true", "Hi")).isInstanceOf(ChatStream.class);
        assertThat(template.requestBody("model:stream?stream=false", "Hi")).isInstanceOf(Map.class);
    }

    @Test
    void answer_thatIsNone_isTheRoutesFault() {
        assertThat(SeraiException.of(asked("number").getException()))
                .hasMessageContaining("number")
                .extracting(SeraiException::kind)
                .isEqualTo(ErrorKind.GATEWAY_INTERNAL);
        assertThat(SeraiException.of(asked("fails").getException()).kind()).isEqualTo(ErrorKind.GATEWAY_INTERNAL);
    }

    @Test
    void route_suspended_isUnavailableAndStopped_isUnknown() throws Exception {
        context.getRouteController().suspendRoute("stops");
        assertThat(SeraiException.of(asked("stops").getException()).kind()).isEqualTo(ErrorKind.GATEWAY_OVERLOADED);

        context.getRouteController().resumeRoute("stops");
        assertThat(text(asked("stops"))).isEqualTo("x");

        context.getRouteController().stopRoute("stops");
        assertThat(SeraiException.of(asked("stops").getException()).kind()).isEqualTo(ErrorKind.CALLER_NOT_FOUND);

        context.getRouteController().startRoute("stops");
        assertThat(text(asked("stops"))).isEqualTo("x");
    }

    @Test
    void client_gone_isNotCalledFor() {
        Cancellation gone = new Cancellation();
        gone.cancel();
        Exchange answer = template.request("model:exact", exchange -> {
            exchange.setProperty(CallNames.CANCEL, gone);
            exchange.getMessage().setBody("Hi");
        });

        assertThat(SeraiException.of(answer.getException()).kind()).isEqualTo(ErrorKind.CALLER_GONE);
    }

    static Stream<String> taken() {
        return Stream.of("model:exact", "model:exact?description=Again", "model:new?aliases=third", "model:family/*");
    }

    @ParameterizedTest
    @MethodSource("taken")
    void name_takenAlready_stopsTheStartAndNamesBothRoutes(String uri) {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(uri).routeId("second").setBody(constant("x"));
                    }
                }))
                .hasStackTraceContaining("second")
                .hasStackTraceContaining(
                        uri.contains("family") ? "published by route 'route" : "published by route 'exact'");
        assertThat(text(asked("exact"))).isEqualTo("exact exact");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"model:x?visibility=secret", "model:x?stream=maybe", "model:x?output=xml", "model:x?colour=red"})
    void endpoint_wrong_failsWhenItIsMade(String uri) {
        assertThat(catchThrowable(() -> context.getEndpoint(uri))).isNotNull();
    }

    private ModelCatalog catalog() {
        return context.getRegistry().findSingleByType(ModelCatalog.class);
    }

    /** As a front end calls. */
    private Exchange asked(String model) {
        return template.request("direct:asked", exchange -> {
            exchange.getMessage().setHeader(CallNames.MODEL, model);
            exchange.getMessage()
                    .setBody(Map.of("model", model, "messages", List.of(Map.of("role", "user", "content", "Hi"))));
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> answer(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Map.class);
    }

    private static String text(Exchange exchange) {
        return new ChatResponse(answer(exchange)).text();
    }
}
