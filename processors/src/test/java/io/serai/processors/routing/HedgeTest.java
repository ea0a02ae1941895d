package io.serai.processors.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.standing.AnswerForm;
import io.serai.api.standing.Standings;
import io.serai.api.trace.Decision;
import io.serai.api.trace.Decision.Turn;
import io.serai.api.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Targets that are asked beside one that is slow. */
@Timeout(30)
class HedgeTest extends BalancedTargets {

    private final Standings standings = Standings.ofThisNode();

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

    /** What a call tells of these in its trace. */
    private List<Decision> turns(Turn kind) {
        Trace trace = new Trace();
        call(Map.of(CallNames.TRACE, trace));
        return trace.decisions().stream().filter(each -> each.turn() == kind).toList();
    }

    /** Else each call would wait for it, and pay two. */
    @Test
    void hedge_targetThatKeepsLosing_isNotAskedFirstAgain() throws Exception {
        clock = System::nanoTime;
        balancer.setStandings(standings);
        balancer.setStrategy("least-latency");
        balancer.setHedge(new Hedge(Optional.of(Duration.ofMillis(20)), 1));
        route(Role.TARGET, Role.TARGET);
        targets.put("a", untilGivenUp(new CountDownLatch(1)));

        assertThat(turns(Turn.CHOSEN)).extracting(Decision::about).containsExactly("direct://a");
        assertThat(turns(Turn.CHOSEN)).extracting(Decision::about).containsExactly("direct://b");
        assertThat(standings.of("direct://a").latency(AnswerForm.WHOLE, System.nanoTime()))
                .isGreaterThan(standings.of("direct://b").latency(AnswerForm.WHOLE, System.nanoTime()));
    }

    @Test
    void hedge_afterP95_isThatOfTheTargetsOwnCalls() throws Exception {
        balancer.setStandings(standings);
        balancer.setHedge(Hedge.of("p95", 1));
        route(Role.TARGET, Role.TARGET);
        for (int call = 1; call <= 100; call++) {
            standings.of("direct://a").observeLatency(AnswerForm.WHOLE, call * 1_000_000L, 0);
            standings.of("direct://a").observeLatency(AnswerForm.STREAMED, 1, 0);
        }
        targets.put("a", untilGivenUp(new CountDownLatch(1)));

        assertThat(turns(Turn.HEDGE)).extracting(Decision::why).containsExactly("after 95 ms");
    }

    @Test
    void hedge_contentRefusedByOne_goesToNobodyElse_thoughTheOtherFailsLater() throws Exception {
        balancer.setStandings(standings);
        balancer.setHedge(new Hedge(Optional.of(Duration.ofMillis(1)), 1));
        route(Role.TARGET, Role.TARGET, Role.DEFAULT);
        CountDownLatch begun = new CountDownLatch(1);
        targets.put("a", () -> {
            awaited(begun);
            throw new ProviderException(ErrorKind.PROVIDER_CONTENT_FILTER, "refused on purpose");
        });
        targets.put("b", () -> {
            begun.countDown();
            await().until(() -> standings.of("direct://a").running() == 0);
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "broken on purpose");
        });

        assertThat(call().getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_CONTENT_FILTER);
        assertThat(asked).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void hedge_whatIsThrownAroundACall_isAFailureLikeOthers() throws Exception {
        balancer.setHedge(new Hedge(Optional.of(Duration.ofMillis(1)), 1));
        balancer.setRetries(new Retries(0, 1, 0));
        balancer.setRandom(() -> {
            throw new AssertionError("on purpose");
        });
        route(Role.TARGET, Role.GENERAL);
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);

        assertThat(call().getMessage().getBody()).isEqualTo(whole("b"));
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
}
