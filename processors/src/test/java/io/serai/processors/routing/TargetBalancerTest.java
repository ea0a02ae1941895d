package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.PolicyException;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.standing.Cooldown;
import io.serai.api.standing.Standings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.LoadBalanceDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls through a balancer in a route, with targets that fail in each way there is. */
class TargetBalancerTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicLong now = new AtomicLong();
    private final Map<String, Supplier<Object>> targets = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Exchange> current = new ThreadLocal<>();
    private final TargetBalancer balancer = new TargetBalancer();

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void route(Role... roles) throws Exception {
        balancer.setClock(now::get);
        balancer.setRoles(List.of(roles));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                LoadBalanceDefinition balanced =
                        from("direct:in").errorHandler(noErrorHandler()).loadBalance(balancer);
                for (int i = 0; i < roles.length; i++) {
                    balanced = balanced.to("direct:" + (char) ('a' + i));
                    String name = "" + (char) ('a' + i);
                    from("direct:" + name).errorHandler(noErrorHandler()).process(exchange -> {
                        current.set(exchange);
                        exchange.getMessage().setBody(answer(name));
                    });
                }
            }
        });
        camel.start();
    }

    private Object answer(String name) {
        asked.add(name);
        return targets.getOrDefault(name, () -> whole(name)).get();
    }

    private static Map<String, Object> whole(String text) {
        return Map.of("choices", List.of(Map.of("message", Map.of("role", "assistant", "content", text))));
    }

    private Exchange call() {
        return camel.createProducerTemplate()
                .send("direct:in", exchange -> exchange.getMessage().setBody(Map.of("messages", List.of())));
    }

    private void fails(String name, ErrorKind kind) {
        targets.put(name, () -> {
            throw new ProviderException(kind, "broken on purpose");
        });
    }

    private static Map<String, Object> chunk(Map<String, Object> delta) {
        return Map.of("choices", List.of(Map.of("index", 0, "delta", delta)));
    }

    /** Chunks, then a failure. */
    private static ChatStream broken(List<Map<String, Object>> chunks) {
        Iterator<Map<String, Object>> rest = chunks.iterator();
        return new ChatStream() {
            @Override
            protected Map<String, Object> read() {
                if (rest.hasNext()) {
                    return rest.next();
                }
                throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "cut on purpose");
            }

            @Override
            public void close() {}
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {
                "PROVIDER_TIMEOUT",
                "PROVIDER_RATE_LIMITED",
                "PROVIDER_UNAVAILABLE",
                "PROVIDER_BAD_RESPONSE",
                "PROVIDER_AUTH",
                "PROVIDER_NOT_CONFIGURED"
            })
    void target_failing_isFollowedByTheNext(ErrorKind kind) throws Exception {
        route(Role.TARGET, Role.TARGET, Role.GENERAL);
        fails("a", kind);

        assertThat(call().getMessage().getBody()).isEqualTo(whole("b"));
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void target_all_failing_isFollowedByTheFallbacksEachOnce() throws Exception {
        route(Role.TARGET, Role.TARGET, Role.GENERAL, Role.CONTEXT_WINDOW, Role.CONTENT_POLICY, Role.DEFAULT);
        "abcdef".chars().forEach(c -> fails("" + (char) c, ErrorKind.PROVIDER_UNAVAILABLE));

        Exchange answered = call();

        assertThat(asked).containsExactly("a", "b", "c", "f");
        assertThat(answered.getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
    }

    @Test
    void target_thatTheCallerMayNotAsk_isFollowedByTheNext_andDoesNotRest() throws Exception {
        route(Role.TARGET, Role.TARGET);
        balancer.setCooldown(new Cooldown(1, Duration.ofSeconds(30)));
        targets.put("a", () -> {
            throw new PolicyException(ErrorKind.POLICY_BUDGET_EXCEEDED, "too dear on purpose");
        });

        call();
        call();

        assertThat(asked).containsExactly("a", "b", "a", "b");
    }

    @Test
    void request_tooLong_goesToTheLargerWindowOnly() throws Exception {
        route(Role.TARGET, Role.TARGET, Role.GENERAL, Role.CONTEXT_WINDOW);
        fails("a", ErrorKind.PROVIDER_CONTEXT_LENGTH);

        assertThat(call().getMessage().getBody()).isEqualTo(whole("d"));
        assertThat(asked).containsExactly("a", "d");
        assertThat(call().getMessage().getBody()).as("no fault of the target's").isEqualTo(whole("d"));
        assertThat(asked).containsExactly("a", "d", "a", "d");
    }

    @Test
    void content_refused_goesToTheContentPolicyListOnly() throws Exception {
        route(Role.TARGET, Role.TARGET, Role.DEFAULT);
        fails("a", ErrorKind.PROVIDER_CONTENT_FILTER);

        assertThat(call().getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_CONTENT_FILTER);
        assertThat(asked).containsExactly("a");
    }

    @Test
    void request_wrong_goesNowhereElse() throws Exception {
        route(Role.TARGET, Role.TARGET);
        targets.put("a", () -> {
            throw new CallerException(ErrorKind.CALLER_BAD_REQUEST, "wrong");
        });

        assertThat(call().getException(SeraiException.class).kind()).isEqualTo(ErrorKind.CALLER_BAD_REQUEST);
        assertThat(asked).containsExactly("a");
    }

    @Test
    void target_failingThreeTimes_restsAndIsTriedOutOnce() throws Exception {
        route(Role.TARGET, Role.TARGET);
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);
        IntStream.range(0, 5).forEach(i -> call());
        assertThat(asked).containsExactly("a", "b", "a", "b", "a", "b", "b", "b");

        asked.clear();
        now.addAndGet(Duration.ofSeconds(31).toNanos());
        targets.remove("a");
        call();
        call();
        assertThat(asked).containsExactly("a", "a");
    }

    @Test
    void rateLimit_withRetryAfter_isHeededForThatTargetOnly() throws Exception {
        route(Role.TARGET, Role.TARGET);
        targets.put("a", () -> {
            throw new ProviderException(ErrorKind.PROVIDER_RATE_LIMITED, "slow down")
                    .withRetryAfter(Duration.ofSeconds(90));
        });
        call();
        now.addAndGet(Duration.ofSeconds(89).toNanos());
        call();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        call();

        assertThat(asked).containsExactly("a", "b", "b", "a", "b");
    }

    @Test
    void targets_allToldToWait_giveTheTrueRetryAfter() throws Exception {
        route(Role.TARGET, Role.TARGET);
        for (String name : List.of("a", "b")) {
            targets.put(name, () -> {
                throw new ProviderException(ErrorKind.PROVIDER_RATE_LIMITED, "slow down")
                        .withRetryAfter(Duration.ofSeconds(name.equals("a") ? 90 : 20));
            });
        }
        call();
        now.addAndGet(Duration.ofSeconds(5).toNanos());

        SeraiException failure = call().getException(SeraiException.class);

        assertThat(asked).containsExactly("a", "b");
        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(15));
    }

    @Test
    void targets_allRestingAfterFailures_letOneCallTryTheSoonest() throws Exception {
        route(Role.TARGET, Role.TARGET);
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);
        fails("b", ErrorKind.PROVIDER_UNAVAILABLE);
        IntStream.range(0, 3).forEach(i -> call());
        asked.clear();
        targets.remove("a");

        assertThat(call().getMessage().getBody()).isEqualTo(whole("a"));
        assertThat(asked).containsExactly("a");
    }

    @Test
    void retries_asManyAsSaid_thenTheNext() throws Exception {
        balancer.setRetries(new Retries(0, 2, 0));
        route(Role.TARGET, Role.TARGET);
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);

        call();

        assertThat(asked).containsExactly("a", "a", "a", "b");
    }

    @Test
    void stream_brokenBeforeItsFirstContent_movesOnAndIsNotSeen() throws Exception {
        route(Role.TARGET, Role.TARGET);
        targets.put("a", () -> broken(List.of(chunk(Map.of("role", "assistant", "content", "")))));
        targets.put("b", () -> ChatStream.of(whole("fine")));

        ChatStream stream = call().getMessage().getBody(ChatStream.class);

        assertThat(stream.collect().toString()).contains("fine");
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void stream_brokenAfterItsFirstContent_breaksAndCountsAgainstItsTarget() throws Exception {
        balancer.setCooldown(new Cooldown(1, Duration.ofSeconds(30)));
        route(Role.TARGET, Role.TARGET);
        targets.put("a", () -> broken(List.of(chunk(Map.of("content", "one")), chunk(Map.of("content", "two")))));

        ChatStream stream = call().getMessage().getBody(ChatStream.class);

        List<Map<String, Object>> seen = new ArrayList<>();
        Throwable failure = catchThrowable(() -> stream.forEachRemaining(seen::add));
        assertThat(seen).hasSize(2);
        assertThat(failure).isInstanceOf(ProviderException.class);
        assertThat(asked).containsExactly("a");
        call();
        assertThat(asked).containsExactly("a", "b");
    }

    /** Answers once its call is given up, or fails the test. */
    private Supplier<Object> untilGivenUp(CountDownLatch givenUp) {
        return () -> {
            current.get().getProperty(CallNames.CANCEL, Cancellation.class).onCancel(givenUp::countDown);
            awaited(givenUp);
            throw new CallerException(ErrorKind.CALLER_GONE, "given up");
        };
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void hedge_slowTarget_isOvertakenAndGivenUp() throws Exception {
        Standings standings = Standings.ofThisNode();
        CountDownLatch givenUp = new CountDownLatch(1);
        balancer.setStandings(standings);
        balancer.setHedge(new Hedge(Optional.of(Duration.ofMillis(20)), 1));
        route(Role.TARGET, Role.TARGET, Role.TARGET);
        CountDownLatch begun = new CountDownLatch(1);
        Supplier<Object> slow = untilGivenUp(givenUp);
        targets.put("a", () -> {
            begun.countDown();
            return slow.get();
        });
        targets.put("b", () -> {
            awaited(begun);
            return whole("b");
        });

        Exchange answered = call();

        assertThat(answered.getMessage().getBody()).isEqualTo(whole("b"));
        assertThat(asked).containsExactlyInAnyOrder("a", "b");
        assertThat(givenUp.await(10, TimeUnit.SECONDS)).isTrue();
        await().until(() -> standings.of("direct://a").running() == 0);
        assertThat(standings.of("direct://a").isOpen(now.get())).isTrue();
    }

    @Test
    void hedge_quickTarget_isAloneAndQuickFailureMovesOn() throws Exception {
        balancer.setHedge(new Hedge(Optional.of(Duration.ofSeconds(20)), 1));
        route(Role.TARGET, Role.TARGET);

        assertThat(call().getMessage().getBody()).isEqualTo(whole("a"));
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);
        assertThat(call().getMessage().getBody()).isEqualTo(whole("b"));
        assertThat(asked).containsExactly("a", "a", "b");
    }

    @Test
    void hedge_firstFailsAfterTheSecondBegan_isStillAnswered() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        balancer.setHedge(new Hedge(Optional.of(Duration.ofMillis(20)), 1));
        route(Role.TARGET, Role.TARGET);
        targets.put("a", () -> {
            awaited(begun);
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "broken on purpose");
        });
        targets.put("b", () -> {
            begun.countDown();
            return ChatStream.of(whole("fine"));
        });

        assertThat(call().getMessage().getBody(ChatStream.class).collect().toString())
                .contains("fine");
    }

    @Test
    void answer_ofAFailedTarget_leavesNothingBehind() throws Exception {
        route(Role.TARGET, Role.TARGET);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dirty")
                        .errorHandler(noErrorHandler())
                        .setHeader("dirt", constant("left"))
                        .to("direct:in");
            }
        });
        fails("a", ErrorKind.PROVIDER_TIMEOUT);

        Exchange answered = call();

        assertThat(answered.getException()).isNull();
        assertThat(answered.getProperty(CallNames.STREAM)).isNull();
        assertThat(answered.getMessage().getBody()).isEqualTo(whole("b"));
    }
}
