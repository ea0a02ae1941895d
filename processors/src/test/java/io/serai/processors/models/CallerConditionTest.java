package io.serai.processors.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets for some callers only. */
class CallerConditionTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void load(String condition) throws Exception {
        camel.addComponent("model", new FakeModels());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("model:special").setBody(constant(Map.of("model", "special")));
                from("model:usual").setBody(constant(Map.of("model", "usual")));
            }
        });
        String text =
                """
                models:
                  fast:
                    targets:
                      - {model: special, when: "%s"}
                      - usual
                """
                        .formatted(condition);
        camel.addRoutes(new ModelsRoutes(List.of(new ModelsFile(
                "routes/models.yaml",
                ResourceHelper.fromBytes("file:/etc/serai/models.yaml", text.getBytes(StandardCharsets.UTF_8))))));
        camel.start();
    }

    private Exchange call(String tenant, double left) {
        Caller caller = new Caller(
                tenant,
                "search",
                "web",
                "",
                "",
                Set.of(Role.APPLICATION),
                Set.of(),
                List.of(),
                Set.of(tenant.equals("acme") ? "gold" : "iron"),
                Map.of("plan", tenant.equals("acme") ? "pro" : "free"));
        return camel.createProducerTemplate().send("model:fast", exchange -> {
            exchange.setProperty(CallNames.CALLER, caller);
            exchange.setProperty(CallNames.BUDGET_LEFT, left);
            exchange.getMessage().setBody(Map.of("messages", List.of()));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "${exchangeProperty.SeraiCaller.tenant} == 'acme'",
        "${exchangeProperty.SeraiCaller.tags} contains 'gold'",
        "${exchangeProperty.SeraiCaller.attributes[plan]} == 'pro'",
        "${exchangeProperty.SeraiBudgetLeft} > 0.5"
    })
    void target_isForThoseWhomItsConditionMeans(String condition) throws Exception {
        load(condition);

        assertThat(call("acme", 0.9).getMessage().getBody()).isEqualTo(Map.of("model", "special"));
        assertThat(call("other", 0.1).getMessage().getBody()).isEqualTo(Map.of("model", "usual"));
    }

    /** Times that hold whenever this runs. */
    @ParameterizedTest
    @CsvSource({
        "${date:now:yyyy} >= 2026, special",
        "${date:now:HH} range '00..23', special",
        "${date:now:yyyy} < 2026, usual",
        "${date:now:HH} > 23, usual"
    })
    void target_isForTheTimeThatItsConditionMeans(String condition, String model) throws Exception {
        load(condition);

        assertThat(call("acme", 0.9).getMessage().getBody()).isEqualTo(Map.of("model", model));
    }

    @Test
    void condition_onACallerWhoIsUnknown_doesNotHold() throws Exception {
        load("${exchangeProperty.SeraiCaller.tenant} == 'acme'");

        Exchange answered = camel.createProducerTemplate()
                .send("model:fast", exchange -> exchange.getMessage().setBody(Map.of("messages", List.of())));

        assertThat(answered.getMessage().getBody()).isEqualTo(Map.of("model", "usual"));
    }
}
