package io.serai.processors.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.processors.check.Draft;
import io.serai.processors.check.LengthCheck;
import io.serai.processors.check.Said;
import io.serai.processors.yaml.YamlException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cascades and ensembles of a file, called as routes. */
class PanelsTest {

    private static final String BROKEN = "broken";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, String> says = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void publish() throws Exception {
        camel.addComponent("model", new FakeModels());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (String name : List.of("a", "b", "c", "judge")) {
                    from("model:" + name).routeId(name).process(exchange -> answer(name, exchange));
                }
            }
        });
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void answer(String name, Exchange exchange) {
        asked.add(name);
        String text = says.getOrDefault(name, name);
        if (text.equals(BROKEN)) {
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "broken on purpose");
        }
        exchange.getMessage().setBody(Said.text(text));
    }

    private void load(String text) throws Exception {
        camel.addRoutes(new ModelsRoutes(List.of(new ModelsFile(
                "routes/models.yaml",
                ResourceHelper.fromBytes("file:/etc/serai/models.yaml", text.getBytes(StandardCharsets.UTF_8))))));
        camel.start();
    }

    private String call(String model) {
        Exchange answered = camel.createProducerTemplate()
                .send("model:" + model, exchange -> exchange.getMessage().setBody(Said.question("Why?")));
        assertThat(answered.getException()).isNull();
        return Draft.in(answered).text();
    }

    @Test
    void cascade_whoseFirstAnswersDoNotPass_climbs() throws Exception {
        load(
                """
                models:
                  thrifty:
                    cascade:
                      models: [a, b, c]
                      checks:
                        - refusal
                        - length: {min-characters: 8}
                        - pattern: {absent: "(?i)as an ai"}
                """);
        says.put("a", "too short");
        says.put("b", "As an AI I would rather not");
        says.put("c", "x");
        assertThat(call("thrifty")).isEqualTo("too short");
        says.put("a", "short");
        assertThat(call("thrifty")).isEqualTo("x");
        assertThat(asked).containsExactly("a", "a", "b", "c");
    }

    @Test
    void cascade_withAJudge_asksTheModelOfThatName() throws Exception {
        load(
                """
                models:
                  thrifty:
                    cascade: {models: [a, b], checks: [{judge: {model: judge, at-least: 7, criterion: It rhymes.}}]}
                """);
        says.put("judge", "6.5");
        assertThat(call("thrifty")).isEqualTo("b");
        says.put("judge", "7");
        assertThat(call("thrifty")).isEqualTo("a");
        assertThat(asked).containsExactly("a", "judge", "b", "a", "judge");
    }

    @Test
    void cascade_withACheckOfTheApplication_usesIt() throws Exception {
        LengthCheck length = new LengthCheck();
        length.setMinCharacters(3);
        camel.getRegistry().bind("long-enough", length);
        load("models: {thrifty: {cascade: {models: [a, b], checks: [bean: long-enough]}}}\n");
        assertThat(call("thrifty")).isEqualTo("b");
    }

    @Test
    void check_thatIsNoBean_isRefused() {
        assertThatThrownBy(() -> load("models: {thrifty: {cascade: {models: [a, b], checks: [bean: long-enough]}}}\n"))
                .isInstanceOf(YamlException.class)
                .hasMessage(
                        "routes/models.yaml:1: models.thrifty.cascade.checks[0].bean: expected the name of a bean that"
                                + " is a check, found 'long-enough'");
    }

    @Test
    void ensemble_byVote_givesWhatMostSay() throws Exception {
        load(
                """
                models:
                  panel:
                    ensemble: {models: [a, b, c], extract: '\\d+', min-answers: 2, patience: 20s}
                """);
        says.put("a", "It is 41.");
        says.put("b", "42 I think");
        says.put("c", "Surely 42");
        assertThat(call("panel")).isEqualTo("42 I think");
        says.put("b", BROKEN);
        assertThat(call("panel")).isEqualTo("It is 41.");
    }

    @Test
    void ensemble_ofOneModelSeveralTimes_asksItSoOften() throws Exception {
        load("models: {panel: {ensemble: {models: [a, a, a], min-answers: 3}}}\n");
        assertThat(call("panel")).isEqualTo("a");
        assertThat(asked).containsExactly("a", "a", "a");
    }

    @Test
    void ensemble_byJudge_asksTheModelOfThatName() throws Exception {
        load("models: {panel: {ensemble: {models: [a, b], by: judge, model: judge, instructions: The second one.}}}\n");
        says.put("judge", "2");
        assertThat(call("panel")).isEqualTo("b");
    }

    @Test
    void ensemble_behindAQueueAndBesideAShadow_answers() throws Exception {
        load(
                """
                models:
                  panel:
                    queue: {concurrency: 1}
                    shadow: {model: c, share: 0%}
                    ensemble: {models: [a, b], by: first-valid, checks: [{length: {min-characters: 1}}]}
                  outer: {targets: [panel], fallbacks: {general: [c]}}
                """);
        assertThat(call("outer")).isIn("a", "b");
        says.put("a", BROKEN);
        says.put("b", BROKEN);
        assertThat(call("outer")).isEqualTo("c");
    }

    @Test
    void steps_haveIdsOfTheModelAndItsPolicy() throws Exception {
        load("models: {thrifty: {cascade: {models: [a, b], checks: [refusal]}}}\n");
        assertThat(ProcessorDefinitionHelper.filterTypeInOutputs(
                        camel.getRouteDefinition("thrifty").getOutputs(), ToDefinition.class))
                .extracting(ToDefinition::getId)
                .containsExactly("thrifty#cascade-1-a", "thrifty#cascade-2-b");
        assertThat(camel.getRegistry().lookupByName("thrifty#check-1")).isNotNull();
    }
}
