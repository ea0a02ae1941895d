package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.explain.Inquiry;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.LoadBalanceDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that not every target can serve. */
class FitTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final TargetBalancer balancer = new TargetBalancer();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<String> broken = new HashSet<>();

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void route(List<Target> targets, Role... roles) throws Exception {
        balancer.setTargets(targets);
        balancer.setRoles(List.of(roles));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                LoadBalanceDefinition balanced =
                        from("direct:in").errorHandler(noErrorHandler()).loadBalance(balancer);
                targets.forEach(target -> balanced.to("direct:" + target.name()));
                for (String name :
                        new LinkedHashSet<>(targets.stream().map(Target::name).toList())) {
                    from("direct:" + name).errorHandler(noErrorHandler()).process(exchange -> answer(name, exchange));
                }
            }
        });
        camel.start();
    }

    private void answer(String name, Exchange exchange) {
        asked.add(name);
        if (broken.contains(name)) {
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "broken on purpose");
        }
        exchange.getMessage().setBody(Map.of("choices", List.of()));
    }

    private Exchange call(Map<String, Object> request, Map<String, Object> headers) {
        return camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.getMessage().setBody(request);
            exchange.getMessage().getHeaders().putAll(headers);
        });
    }

    private Exchange call(Map<String, Object> request) {
        return call(request, Map.of());
    }

    private static Map<String, Object> message(Object content) {
        return Map.of("messages", List.of(Map.of("role", "user", "content", content)));
    }

    @ParameterizedTest
    @CsvSource({"tools,TOOLS", "image_url,VISION", "input_audio,AUDIO", "file,DOCUMENTS", "json_schema,JSON_SCHEMA"})
    void request_thatTakesMore_isNeverTriedWhereItCantBeServed(String what, Capability capability) throws Exception {
        Set<Capability> allOthers = EnumSet.complementOf(EnumSet.of(capability));
        route(List.of(
                Target.of("small").withCapabilities(allOthers),
                Target.of("large").withCapabilities(Set.of(Capability.values()))));
        Map<String, Object> request =
                switch (what) {
                    case "tools" -> Map.of("messages", List.of(), "tools", List.of(Map.of("type", "function")));
                    case "json_schema" -> Map.of("messages", List.of(), "response_format", Map.of("type", what));
                    default -> message(List.of(Map.of("type", what, what, Map.of())));
                };

        call(request);
        call(message("plain"));

        assertThat(asked).containsExactly("large", "small");
    }

    @Test
    void request_thatNobodyCanServe_isTheCallersMistake() throws Exception {
        route(List.of(Target.of("a").withCapabilities(Set.of(Capability.TOOLS))));

        Exchange answered = call(message(List.of(Map.of("type", "image_url", "image_url", Map.of()))));

        SeraiException refused = answered.getException(SeraiException.class);
        assertThat(refused).isInstanceOf(CallerException.class);
        assertThat(refused.param()).contains("model");
        assertThat(asked).isEmpty();
    }

    @Test
    void request_longerThanTheTargetsTake_goesToTheLargerWindowAtOnce() throws Exception {
        route(
                List.of(Target.of("a").withMaxInputTokens(1_000), Target.of("b"), Target.of("large")),
                Role.TARGET,
                Role.GENERAL,
                Role.CONTEXT_WINDOW);

        call(message("word ".repeat(2_000)));
        call(message("word ".repeat(200)));

        assertThat(asked).containsExactly("large", "a");
    }

    @Test
    void request_longerThanAnybodyTakes_isToldSo() throws Exception {
        route(List.of(Target.of("a").withMaxInputTokens(10)));

        Exchange answered = call(message("word ".repeat(2_000)));

        assertThat(answered.getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_CONTEXT_LENGTH);
        assertThat(asked).isEmpty();
    }

    @Test
    void tags_ofTheCaller_mustAllBeTheTargets() throws Exception {
        route(List.of(Target.of("us").withTags(Set.of("cheap")), Target.of("eu").withTags(Set.of("cheap", "eu"))));

        call(message("x"), Map.of("x-serai-tags", "eu , cheap"));
        call(message("x"), Map.of("x-serai-tags", "cheap"));
        call(message("x"), Map.of("x-serai-tags", ",eu,,cheap,"));
        Exchange refused = call(message("x"), Map.of("x-serai-tags", "eu,gold"));

        assertThat(asked).containsExactly("eu", "us", "eu");
        assertThat(refused.getException(SeraiException.class).param()).contains("x-serai-tags");
    }

    @Test
    void region_isNotLeft_neitherForAFallback() throws Exception {
        route(
                List.of(Target.of("eu").withRegion("eu"), Target.of("us").withRegion("us"), Target.of("anywhere")),
                Role.TARGET,
                Role.GENERAL,
                Role.DEFAULT);
        broken.add("eu");

        Exchange answered = call(message("x"), Map.of("x-serai-region", "eu"));

        assertThat(asked).containsExactly("eu");
        assertThat(answered.getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
    }

    @Test
    void condition_ofATarget_decidesByTheCall() throws Exception {
        route(List.of(
                Target.of("gold").when(exchange -> "gold".equals(exchange.getProperty(CallNames.CALLER))),
                Target.of("all")));

        camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.setProperty(CallNames.CALLER, "gold");
            exchange.getMessage().setBody(message("x"));
        });
        call(message("x"));

        assertThat(asked).containsExactly("gold", "all");
    }

    @Test
    void caller_thatWantsNoFallback_hearsOfTheFirstTarget() throws Exception {
        route(List.of(Target.of("a"), Target.of("b"), Target.of("c")), Role.TARGET, Role.TARGET, Role.GENERAL);
        broken.add("a");

        Exchange answered = call(message("x"), Map.of("x-serai-no-fallback", "true"));
        call(message("x"), Map.of("x-serai-no-fallback", "false"));

        assertThat(asked).containsExactly("a", "a", "b");
        assertThat(answered.getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
    }

    @Test
    void target_inTwoRoles_isAskedOnce() throws Exception {
        route(List.of(Target.of("a"), Target.of("b"), Target.of("b")), Role.TARGET, Role.GENERAL, Role.DEFAULT);
        broken.addAll(List.of("a", "b"));

        call(message("x"));

        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void target_thatTheRequestIsMeantFor_isAskedFirst_andOthersWhereItFails() throws Exception {
        balancer.setAddressing(new ByTopic());
        route(List.of(Target.of("general"), Target.of("law"), Target.of("small").withMaxInputTokens(10)));

        call(message("x"), Map.of("topic", "law"));
        call(message("x"), Map.of("topic", "cooking"));
        call(message("word ".repeat(100)), Map.of("topic", "small"));
        broken.add("law");
        call(message("x"), Map.of("topic", "law"));

        assertThat(asked).containsExactly("law", "general", "general", "law", "general");
    }

    @ParameterizedTest
    @CsvSource({"one two three four,8", "Привет,10", "'',4"})
    void tokens_areEstimatedByLetters(String text, long expected) {
        assertThat(TokenEstimate.input(message(text))).isEqualTo(expected);
    }

    @Test
    void image_isNotCountedByItsLetters() {
        Map<String, Object> request = message(
                List.of(Map.of("type", "image_url", "image_url", Map.of("url", "data:" + "A".repeat(1_000_000)))));

        assertThat(TokenEstimate.input(request)).isEqualTo(1_004);
    }

    /** What the header {@code topic} names. */
    private static final class ByTopic implements Addressing {
        @Override
        public Optional<String> target(Exchange exchange) {
            return Optional.ofNullable(exchange.getMessage().getHeader("topic", String.class));
        }

        @Override
        public Optional<String> foreseen(Inquiry inquiry) {
            return target((Exchange) inquiry.exchange());
        }

        @Override
        public Map<String, Object> explain(Inquiry inquiry) {
            return Map.of();
        }
    }
}
