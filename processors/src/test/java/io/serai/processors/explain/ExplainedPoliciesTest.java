package io.serai.processors.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.explain.Inquiry;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import io.serai.api.model.ResolvedModel;
import io.serai.api.standing.AnswerForm;
import io.serai.processors.cascade.Cascade;
import io.serai.processors.check.LengthCheck;
import io.serai.processors.ensemble.Ensemble;
import io.serai.processors.semantic.SemanticRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cascades, ensembles and semantic routers tell of a request that nobody makes. */
class ExplainedPoliciesTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("catalog", new RoutesByName());
        LengthCheck length = new LengthCheck();
        length.setMinCharacters(3);
        camel.getRegistry().bind("long-enough", length);
        Cascade cascade = new Cascade();
        cascade.setChecks("long-enough");
        Ensemble ensemble = new Ensemble();
        ensemble.setBy("judge");
        ensemble.setModel("direct:judge?secret=x");
        ensemble.setMinAnswers(2);
        ensemble.setPatience(Duration.ofSeconds(3));
        ensemble.setChecks("long-enough");
        SemanticRouter topics = topics();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:cascade")
                        .routeId("cascade")
                        .loadBalance(cascade)
                        .to("direct:a")
                        .to("direct:b");
                from("direct:ensemble")
                        .routeId("ensemble")
                        .loadBalance(ensemble)
                        .to("direct:a")
                        .to("direct:b")
                        .to("direct:c");
                camel.getRegistry().bind("by-meaning", topics);
                from("direct:semantic")
                        .routeId("semantic")
                        .process("by-meaning")
                        .to("direct:a");
                for (String name : List.of("a", "b", "c", "judge")) {
                    from("direct:" + name).routeId(name).process(exchange -> asked.add(name));
                }
                from("direct:embed").routeId("embed").process(ExplainedPoliciesTest.this::embed);
            }
        });
        camel.start();
    }

    private SemanticRouter topics() {
        SemanticRouter topics = new SemanticRouter();
        topics.setCamelContext(camel);
        topics.setEmbeddings("direct:embed");
        topics.setOtherwise("general");
        topics.setThreshold(0.8);
        Map<String, Object> routes = new LinkedHashMap<>();
        routes.put("bees", "bbb");
        routes.put("zoo", "zzz");
        topics.setRoutes(routes);
        return topics;
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    /** Texts of the letters b and z as two numbers. */
    private void embed(Exchange exchange) {
        asked.add("embed");
        List<Object> data = new ArrayList<>();
        Object input = exchange.getMessage().getBody(Map.class).get("input");
        List<?> texts = input instanceof List<?> list ? list : List.of(String.valueOf(input));
        for (Object text : texts) {
            double b = String.valueOf(text).chars().filter(c -> c == 'b').count();
            double z = String.valueOf(text).chars().filter(c -> c == 'z').count();
            data.add(Map.of("object", "embedding", "index", data.size(), "embedding", List.of(b, z)));
        }
        exchange.getMessage().setBody(Map.of("object", "list", "data", data, "model", "m"));
    }

    /** A model is the route of its name. */
    private static final class RoutesByName implements ModelCatalog {

        @Override
        public List<ModelCard> models() {
            return List.of();
        }

        @Override
        public Optional<ModelCard> find(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<ResolvedModel> resolve(String name) {
            return Optional.of(new ResolvedModel(name, ResolvedModel.Match.EXACT, name));
        }
    }

    private Map<String, Object> explained(String route, Operation operation, String text) {
        Map<String, Object> request = ChatRequest.ofText(text).map();
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(request);
        Map<String, Object> told =
                new RouteExplanation(camel).of(new Inquiry(operation, route, AnswerForm.WHOLE, request, exchange));
        return step(told.get("steps"), 0);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> step(Object steps, int at) {
        return (Map<String, Object>) ((List<?>) steps).get(at);
    }

    @Test
    void cascade_tellsItsRungsAndWhatLooksAtTheirAnswers() {
        Map<String, Object> told = explained("cascade", Operation.CHAT, "Why?");
        assertThat(told).containsEntry("strategy", "cascade");
        assertThat(step(told.get("targets"), 0))
                .containsEntry("rung", 1)
                .containsEntry("checks", List.of("length"))
                .extractingByKey("call")
                .asString()
                .contains("direct://a");
        assertThat(step(told.get("targets"), 1)).containsEntry("rung", 2).containsEntry("checks", List.of());
        assertThat(asked).isEmpty();
    }

    @Test
    void cascade_ofWhatIsNoChat_checksNothing() {
        Map<String, Object> told = explained("cascade", Operation.EMBED, "Why?");
        assertThat(step(told.get("targets"), 0)).containsEntry("checks", List.of());
    }

    @Test
    void ensemble_tellsWhomItAsksAndHowItDecides() {
        Map<String, Object> told = explained("ensemble", Operation.CHAT, "Why?");
        assertThat(told)
                .containsEntry("strategy", "ensemble")
                .containsEntry("asked", "at once")
                .containsEntry("by", "judge")
                .containsEntry("asks_then", "direct:judge")
                .containsEntry("min_answers", 2)
                .containsEntry("patience_ms", 3000L)
                .containsEntry("tools", "called")
                .containsEntry("checks", List.of("length"));
        assertThat(told.get("targets")).asInstanceOf(LIST).hasSize(3);
        assertThat(explained("ensemble", Operation.COUNT_TOKENS, "Why?"))
                .containsEntry("asked", "in turn")
                .doesNotContainKey("by");
        assertThat(asked).isEmpty();
    }

    @Test
    void semanticRouter_tellsItsWay_onceThatIsKnownWithoutEmbedding() {
        assertThat(explained("semantic", Operation.CHAT, "bb"))
                .containsEntry("routes", List.of("bees", "zoo"))
                .containsEntry("otherwise", "general")
                .containsEntry("way", null);
        assertThat(asked).isEmpty();
        camel.createProducerTemplate()
                .sendBody("direct:semantic", ChatRequest.ofText("bb").map());
        camel.createProducerTemplate()
                .sendBody("direct:semantic", ChatRequest.ofText("bz").map());
        asked.clear();
        assertThat(explained("semantic", Operation.CHAT, "bb"))
                .containsEntry("way", "bees")
                .containsEntry("nearest", "bees")
                .containsEntry("score", 1.0);
        assertThat(explained("semantic", Operation.CHAT, "bz"))
                .containsEntry("way", "general")
                .containsEntry("nearest", "bees");
        assertThat(asked).isEmpty();
    }
}
