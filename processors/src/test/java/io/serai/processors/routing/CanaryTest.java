package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A share of the users meets what is new, and always the same ones. */
class CanaryTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template = camel.createProducerTemplate();
    private final List<String> told = new ArrayList<>();
    private StickyBy stickyBy = StickyBy.USER;

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void route(double share) throws Exception {
        Canary canary = new Canary();
        canary.setShare(share);
        canary.setName("new-model");
        canary.setStickyBy(stickyBy);
        canary.setListener((name, variant, outcome, nanos, tokens) ->
                told.add(name + " " + variant + " " + outcome + " " + tokens));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in" + share)
                        .errorHandler(noErrorHandler())
                        .loadBalance(canary)
                        .to("direct:stable" + share)
                        .to("direct:new" + share);
                from("direct:stable" + share)
                        .setBody(constant(Map.of("model", "stable", "usage", Map.of("total_tokens", 7))));
                from("direct:new" + share).errorHandler(noErrorHandler()).process(exchange -> {
                    if (exchange.getMessage().getHeader("broken") != null) {
                        throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "broken on purpose");
                    }
                    exchange.getMessage().setBody(Map.of("model", "new"));
                });
            }
        });
        camel.start();
    }

    private Set<String> triedBy(double share) {
        Set<String> users = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String user = "user-" + i;
            Object answer = template.requestBody("direct:in" + share, (Object) Map.of("user", user));
            if (answer.toString().contains("new")) {
                users.add(user);
            }
        }
        return users;
    }

    @Test
    void share_isKept_andALargerOneTakesNobodyBack() throws Exception {
        route(0.1);
        route(0.3);

        Set<String> few = triedBy(0.1);
        Set<String> more = triedBy(0.3);

        assertThat(few).hasSizeBetween(900, 1_100);
        assertThat((double) more.size()).isCloseTo(3_000, within(150.0));
        assertThat(more).containsAll(few);
        assertThat(triedBy(0.1)).isEqualTo(few);
    }

    /** Whomever their requests name, the calls by one key meet the same. */
    @Test
    void stickyByKey_allCallsOfAKeyMeetTheSame() throws Exception {
        stickyBy = StickyBy.KEY;
        route(0.5);
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            String key = "key-" + i;
            Set<String> met = new HashSet<>();
            for (String user : List.of("ann", "bob", "cid", "dan", "eva")) {
                met.add(answerTo(key, user));
            }
            assertThat(met).as(key).hasSize(1);
            keys.addAll(met);
        }

        assertThat(keys).as("half of the keys meet what is new").hasSize(2);
    }

    private String answerTo(String key, String user) {
        Caller caller = new Caller("acme", "", "", key, "", Set.of(), Set.of(), List.of(), Set.of(), Map.of());
        return template.send("direct:in0.5", exchange -> {
                    exchange.setProperty(CallNames.CALLER, caller);
                    exchange.getMessage().setBody(Map.of("user", user));
                })
                .getMessage()
                .getBody(Map.class)
                .get("model")
                .toString();
    }

    @Test
    void variants_areTold_withTheirOutcomes() throws Exception {
        route(1);
        route(0);
        template.requestBody("direct:in0.0", (Object) Map.of());
        template.requestBody("direct:in1.0", (Object) Map.of());
        template.send("direct:in1.0", exchange -> exchange.getMessage().setHeader("broken", true));

        assertThat(told)
                .containsExactly(
                        "new-model stable succeeded 7",
                        "new-model canary succeeded 0",
                        "new-model canary provider_timeout 0");
    }
}
