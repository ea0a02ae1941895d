package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.serai.api.call.CallNames;
import io.serai.api.call.Deadline;
import io.serai.api.call.TimeLimits;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.PolicyException;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.standing.Cooldown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls through a balancer in a route, with targets that fail in each way there is. */
class TargetBalancerTest extends BalancedTargets {

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
    void content_refusedByTheLargerWindow_goesToThePolicyListOnly() throws Exception {
        route(Role.TARGET, Role.CONTEXT_WINDOW, Role.CONTEXT_WINDOW, Role.DEFAULT, Role.CONTENT_POLICY);
        fails("a", ErrorKind.PROVIDER_CONTEXT_LENGTH);
        fails("b", ErrorKind.PROVIDER_CONTENT_FILTER);

        assertThat(call().getMessage().getBody()).isEqualTo(whole("e"));
        assertThat(asked).containsExactly("a", "b", "e");
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
    void rateLimit_withALongerTimeThanCanBeCounted_isHeededAsALongOne() throws Exception {
        route(Role.TARGET, Role.TARGET);
        targets.put("a", () -> {
            throw new ProviderException(ErrorKind.PROVIDER_RATE_LIMITED, "never on purpose")
                    .withRetryAfter(Duration.ofSeconds(Long.MAX_VALUE));
        });

        assertThat(call().getMessage().getBody()).isEqualTo(whole("b"));
        now.addAndGet(Duration.ofDays(365).toNanos());
        call();
        assertThat(asked).containsExactly("a", "b", "b");
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"PROVIDER_RATE_LIMITED", "PROVIDER_AUTH", "PROVIDER_NOT_CONFIGURED"})
    void refusal_withoutRetryAfter_restsAtOnce_andWhereAllDoTheSoonestIsTried(ErrorKind kind) throws Exception {
        route(Role.TARGET, Role.TARGET);
        fails("a", kind);
        call();
        call();
        assertThat(asked).containsExactly("a", "b", "b");

        fails("b", kind);
        assertThat(call().getException(SeraiException.class).retryAfter())
                .as("nobody has said when")
                .isEmpty();
        asked.clear();
        targets.clear();
        assertThat(call().getMessage().getBody()).isEqualTo(whole("a"));
        assertThat(asked).containsExactly("a");
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

    /** With its retries a call is one failure. */
    @Test
    void retries_ofOneCall_countOnceAgainstTheTarget() throws Exception {
        balancer.setRetries(new Retries(0, 1, 0));
        balancer.setRandom(() -> () -> 0);
        balancer.setCooldown(new Cooldown(2, Duration.ofSeconds(30)));
        route(Role.TARGET, Role.TARGET);
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);

        IntStream.range(0, 3).forEach(i -> call());

        assertThat(asked).containsExactly("a", "a", "b", "a", "a", "b", "b");
    }

    @Test
    void deadline_over_asksNobodyMore() throws Exception {
        balancer.setRetries(new Retries(0, 2, 0));
        balancer.setRandom(() -> () -> 0);
        route(Role.TARGET, Role.TARGET, Role.DEFAULT);
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);

        Exchange answered = call(Map.of(CallNames.DEADLINE, Deadline.after(Duration.ZERO)));

        assertThat(answered.getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
        assertThat(asked).containsExactly("a");
    }

    @Test
    void timeInAll_over_asksNobodyMore() throws Exception {
        balancer.setTimeLimits(new TimeLimits(null, null, null, Duration.ofNanos(1)));
        route(Role.TARGET, Role.TARGET, Role.DEFAULT);
        fails("a", ErrorKind.PROVIDER_TIMEOUT);

        call();

        assertThat(asked).containsExactly("a");
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
