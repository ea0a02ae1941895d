package io.serai.processors.models;

import static org.apache.camel.builder.Builder.body;
import static org.apache.camel.builder.Builder.constant;
import static org.apache.camel.builder.Builder.simple;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.processors.yaml.YamlException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes written by hand whose models call each other. */
class RouteLoopsTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void models() {
        camel.addComponent("model", new FakeModels());
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    /** A route that publishes a model of its id, as if read from {@code routes/<id>.camel.yaml}. */
    private void route(String id, Consumer<RouteDefinition> steps) throws Exception {
        add("model:" + id, id, steps);
    }

    private void add(String from, String id, Consumer<RouteDefinition> steps) throws Exception {
        RouteBuilder builder = new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                RouteDefinition route = from(from).routeId(id);
                steps.accept(route);
                route.setLineNumber(7);
            }
        };
        builder.setResource(ResourceHelper.fromBytes("file:/etc/serai/routes/" + id + ".camel.yaml", new byte[0]));
        camel.addRoutes(builder);
    }

    private void loadModels(String text) throws Exception {
        camel.addRoutes(new ModelsRoutes(List.of(new ModelsFile(
                "routes/models.yaml",
                ResourceHelper.fromBytes("file:/etc/serai/models.yaml", text.getBytes(StandardCharsets.UTF_8))))));
    }

    @Test
    void models_thatCallEachOther_areRefusedByFileAndRoutes() throws Exception {
        route("a", steps -> steps.setHeader("x", constant("1")).to("model:b?stream=false"));
        route("b", steps -> steps.to("direct:on"));
        add("direct:on", "on", steps -> steps.toD("model:a"));
        assertThatThrownBy(() -> RouteLoops.refuse(camel))
                .isInstanceOf(YamlException.class)
                .hasMessage("routes/a.camel.yaml:7: the route comes back to where it was, whatever is asked:"
                        + " 'a' (routes/a.camel.yaml) -> 'b' (routes/b.camel.yaml) -> 'on' (routes/on.camel.yaml) -> 'a';"
                        + " put the call below a condition, or call another model");
    }

    @Test
    void model_thatCallsItselfByAnAlias_isRefused() throws Exception {
        add("model:a?aliases=x,y", "a", steps -> steps.to("model:y"));
        assertThatThrownBy(() -> RouteLoops.refuse(camel)).hasMessageContaining("'a' (routes/a.camel.yaml) -> 'a'");
    }

    @Test
    void model_ofAFileThatARouteCallsBack_isRefusedWhenTheFileIsLoaded() throws Exception {
        route("hand", steps -> steps.to("model:written"));
        assertThatThrownBy(() -> loadModels("models: {written: {targets: [hand]}}\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("'hand' (routes/hand.camel.yaml)");
    }

    /** Ways in which a call stands in a route that are taken each time. */
    static Stream<Consumer<RouteDefinition>> certain() {
        return Stream.of(
                steps -> steps.to("model:a"),
                steps -> steps.wireTap("model:a"),
                steps -> steps.toD("model:a"),
                steps -> steps.pipeline().to("model:a").end(),
                steps -> steps.multicast().to("direct:x").to("model:a").end(),
                steps -> steps.doTry()
                        .to("model:a")
                        .doCatch(Exception.class)
                        .log("x")
                        .end(),
                steps -> steps.circuitBreaker()
                        .to("model:a")
                        .onFallback()
                        .log("x")
                        .end(),
                steps -> steps.loadBalance().roundRobin().to("model:a").end(),
                steps -> steps.choice()
                        .when(simple("${body} == 1"))
                        .log("x")
                        .end()
                        .to("model:a"));
    }

    @ParameterizedTest
    @MethodSource("certain")
    void call_thatIsMadeEachTime_isRefused(Consumer<RouteDefinition> steps) throws Exception {
        route("a", steps);
        assertThatThrownBy(() -> RouteLoops.refuse(camel)).isInstanceOf(YamlException.class);
    }

    /** Ways in which a call stands in a route that end some time. */
    static Stream<Consumer<RouteDefinition>> guarded() {
        return Stream.of(
                steps -> steps.choice()
                        .when(simple("${body} == 1"))
                        .to("model:a")
                        .end(),
                steps -> steps.choice()
                        .when(simple("${body} == 1"))
                        .log("x")
                        .otherwise()
                        .to("model:a")
                        .end(),
                steps -> steps.filter(simple("${body} == 1")).to("model:a").end(),
                steps -> steps.loop(2).to("model:a").end(),
                steps -> steps.split(body()).to("model:a").end(),
                steps -> steps.doTry()
                        .log("x")
                        .doCatch(Exception.class)
                        .to("model:a")
                        .end(),
                steps -> steps.circuitBreaker()
                        .log("x")
                        .onFallback()
                        .to("model:a")
                        .end(),
                steps -> steps.loadBalance()
                        .roundRobin()
                        .to("model:a")
                        .to("direct:x")
                        .end(),
                steps -> steps.toD("model:${body}"),
                steps -> steps.filter(simple("${body} == 1")).stop().end().to("model:a"),
                steps -> steps.validate().simple("${body} == 1").to("model:a"),
                steps -> steps.process(exchange -> exchange.setRouteStop(true)).to("model:a"),
                steps -> steps.to("direct:elsewhere"));
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void call_thatIsNotMadeEachTime_isLetBe(Consumer<RouteDefinition> steps) throws Exception {
        route("a", steps);
        assertThatCode(() -> RouteLoops.refuse(camel)).doesNotThrowAnyException();
    }

    @Test
    void models_thatMeetInOne_areNoLoop() throws Exception {
        route("a", steps -> steps.to("model:b").to("model:c"));
        route("b", steps -> steps.to("model:d"));
        route("c", steps -> steps.to("model:d"));
        route("d", steps -> steps.log("x"));
        assertThatCode(() -> RouteLoops.refuse(camel)).doesNotThrowAnyException();
    }
}
