package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.explain.Inquiry;
import io.serai.api.standing.AnswerForm;
import io.serai.api.standing.Cooldown;
import io.serai.api.standing.Standing;
import io.serai.api.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a balancer notes in the trace of a caller who asked for one, and what it says it would do. */
class RoundNotesTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, Standing> standings = new ConcurrentHashMap<>();
    private final TargetBalancer balancer = new TargetBalancer();
    private final Trace trace = new Trace();
    private final Map<String, Supplier<Object>> behaviours = new ConcurrentHashMap<>();

    @AfterEach
    void stop() {
        camel.stop();
    }

    private static Object fails(ErrorKind kind) {
        throw new ProviderException(kind, "no");
    }

    private Standing standing(String name) {
        return standings.computeIfAbsent(name, unknown -> new Standing());
    }

    private void route(Target... targets) throws Exception {
        balancer.setStandings(this::standing);
        balancer.setTargets(List.of(targets));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                LoadBalanceDefinition balanced = from("direct:in")
                        .routeId("fast")
                        .errorHandler(noErrorHandler())
                        .loadBalance(balancer);
                for (Target target : targets) {
                    balanced = balanced.to("direct:" + target.name());
                    from("direct:" + target.name())
                            .errorHandler(noErrorHandler())
                            .process(exchange -> exchange.getMessage()
                                    .setBody(behaviours
                                            .getOrDefault(target.name(), () -> Map.of("by", target.name()))
                                            .get()));
                }
            }
        });
        camel.start();
    }

    private Exchange call() {
        return camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.setProperty(CallNames.TRACE, trace);
            exchange.getMessage().setBody(Map.of("messages", List.of()));
        });
    }

    /** Each turn as {@code word target reason}. */
    private List<String> turns() {
        List<String> turns = new ArrayList<>();
        trace.decisions().forEach(turn -> {
            assertThat(turn.where()).isEqualTo("fast");
            turns.add((turn.turn().label() + " " + turn.about() + " " + turn.why()).strip());
        });
        return turns;
    }

    @Test
    void retry_isNotedWithWhatFailed() throws Exception {
        balancer.setRetries(new Retries(0, 1, 0));
        balancer.setRandom(() -> () -> 0);
        behaviours.put("a", () -> fails(ErrorKind.PROVIDER_UNAVAILABLE));
        route(Target.of("a"), Target.of("b"));

        call();

        assertThat(turns()).containsExactly("chosen a priority", "retry a provider_unavailable", "chosen b priority");
    }

    @Test
    void fallback_isNotedByItsKind() throws Exception {
        balancer.setRoles(List.of(Role.TARGET, Role.CONTEXT_WINDOW));
        behaviours.put("a", () -> fails(ErrorKind.PROVIDER_CONTEXT_LENGTH));
        route(Target.of("a"), Target.of("b"));

        call();

        assertThat(turns()).containsExactly("chosen a priority", "fallback  context-window", "chosen b priority");
    }

    @Test
    void target_thatRests_isNotedOnce_andThatItIsTriedEarly() throws Exception {
        balancer.setCooldown(new Cooldown(1, Duration.ofMinutes(1)));
        behaviours.put("a", () -> fails(ErrorKind.PROVIDER_UNAVAILABLE));
        route(Target.of("a"));
        call();

        call();

        assertThat(turns()).hasSize(3).startsWith("chosen a priority").last().isEqualTo("early a");
        assertThat(turns().get(1)).startsWith("resting a for another 5").endsWith(" ms");
    }

    @Test
    void target_thatCantServe_isNotedWithTheReason() throws Exception {
        route(Target.of("a").withMaxInputTokens(0).withTags(Set.of("eu")), Target.of("b"));
        camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.setProperty(CallNames.TRACE, trace);
            exchange.getMessage().setBody(Map.of("messages", List.of(Map.of("content", "Hello"))));
        });

        assertThat(turns()).containsExactly("unfit a too_long", "chosen b priority");
    }

    @Test
    void hedge_isNotedWithWhoLost() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        balancer.setCamelContext(camel);
        balancer.setHedge(new Hedge(Optional.of(Duration.ofMillis(1)), 1));
        behaviours.put("a", () -> {
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Map.of();
        });
        route(Target.of("a"), Target.of("b"));

        Exchange told = call();
        answered.countDown();

        assertThat(told.getMessage().getBody()).isEqualTo(Map.of("by", "b"));
        assertThat(turns()).containsExactly("chosen a priority", "hedge b after 1 ms", "lost a");
    }

    @Test
    void caller_whoDidNotAsk_leavesNoNotes() throws Exception {
        route(Target.of("a"));

        camel.createProducerTemplate().sendBody("direct:in", Map.of("messages", List.of()));

        assertThat(trace.decisions()).isEmpty();
    }

    private List<String> order() {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(Map.of("messages", List.of()));
        Map<String, Object> told = balancer.explain(
                new Inquiry(Operation.CHAT, "fast", AnswerForm.WHOLE, Map.of("messages", List.of()), exchange));
        List<String> names = new ArrayList<>();
        for (Object target : (List<?>) told.get("targets")) {
            names.add(String.valueOf(((Map<?, ?>) target).get("target")));
        }
        return names;
    }

    @Test
    void explanation_tellsTheOrder_andTakesNobodysTurn() throws Exception {
        balancer.setStrategy("round-robin");
        route(Target.of("a"), Target.of("b"), Target.of("c"));
        call();

        assertThat(order()).first().isEqualTo("b");
        assertThat(order()).first().isEqualTo("b");
        assertThat(standing("b").running()).isZero();
        assertThat(call().getMessage().getBody()).isEqualTo(Map.of("by", "b"));
    }

    @Test
    void explanation_ofTheLeastBusy_beginsNothing() throws Exception {
        balancer.setStrategy("least-busy");
        route(Target.of("a"), Target.of("b"));
        standing("a").begin();

        assertThat(order()).containsExactly("b", "a");
        assertThat(standing("a").running()).isOne();
        assertThat(standing("b").running()).isZero();
    }

    @Test
    void explanation_ofWeights_tellsTheHeavierFirst() throws Exception {
        balancer.setStrategy("weighted");
        route(
                Target.of("a").withWeight(1),
                Target.of("b").withWeight(5),
                Target.of("c").withWeight(3));

        assertThat(order()).containsExactly("b", "c", "a");
    }

    @Test
    void explanation_putsWhoRestsLast() throws Exception {
        balancer.setCooldown(new Cooldown(1, Duration.ofMinutes(1)));
        behaviours.put("a", () -> fails(ErrorKind.PROVIDER_UNAVAILABLE));
        route(Target.of("a"), Target.of("b"));
        call();

        assertThat(order()).containsExactly("b", "a");
    }
}
