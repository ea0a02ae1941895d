package io.serai.processors.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Heartbeat;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.meter.Purpose;
import io.serai.api.shadow.ShadowComparison;
import io.serai.api.shadow.ShadowComparison.Likeness;
import io.serai.api.shadow.ShadowSide;
import io.serai.api.shadow.ShadowSide.Outcome;
import io.serai.api.shadow.ShadowSide.SchemaFit;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.junit.jupiter.api.Test;

/** Calls that have a shadow: nothing of it reaches the caller, and nothing of the caller outlives him in it. */
class ShadowBalancerTest extends ShadowInRoute {

    @Test
    void call_withAShadow_isAnsweredByTheFirstAndComparedWithTheSecond() throws Exception {
        start();
        Meter callers = new Meter(MeterListener.NONE);

        Exchange answered = call(exchange -> exchange.setProperty(CallNames.METER, callers));

        assertThat(text(answered)).isEqualTo("real");
        ShadowComparison comparison = heard.next();
        assertThat(comparison.shadow()).isEqualTo("model");
        assertThat(comparison.real().outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(comparison.candidate().outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(comparison.real().characters()).isEqualTo(4);
        assertThat(comparison.candidate().characters()).isEqualTo(9);
        assertThat(comparison.real().usage()).map(Usage::totalTokens).contains(15L);
        assertThat(comparison.candidate().usage()).map(Usage::totalTokens).contains(15L);
        assertThat(comparison.finishReasons()).isEqualTo(Likeness.SAME);
        assertThat(comparison.toolCalls()).isEqualTo(Likeness.SAME);
        assertThat(comparison.preferred()).isEmpty();
        assertThat(comparison.real().schema()).isEqualTo(SchemaFit.NOT_ASKED);
    }

    @Test
    void shadow_isOnABillOfItsOwnAndMarked() throws Exception {
        start();
        Meter callers = new Meter(MeterListener.NONE);

        call(exchange -> exchange.setProperty(CallNames.METER, callers));
        heard.next();

        assertThat(callers.attempts()).extracting(Attempt::provider).containsExactly("real");
        assertThat(callers.attempts()).extracting(Attempt::purpose).containsExactly(Purpose.CALL);
        assertThat(attempts).extracting(Attempt::provider).containsExactly("candidate");
        assertThat(attempts).extracting(Attempt::purpose).containsExactly(Purpose.SHADOW);
    }

    @Test
    void shadow_hasNothingOfTheCallersOwn() throws Exception {
        start();
        Cancellation cancellation = new Cancellation();
        Heartbeat heartbeat = () -> {};
        Deadline deadline = Deadline.after(Duration.ofHours(3));

        call(exchange -> {
            exchange.setProperty(CallNames.CANCEL, cancellation);
            exchange.setProperty(CallNames.DEADLINE, deadline);
            exchange.setProperty(CallNames.HEARTBEAT, heartbeat);
            exchange.setProperty(CallNames.TRACE, "trace");
            exchange.setProperty(CallNames.REQUEST_ID, "r-1");
        });
        heard.next();

        Exchange shadow = shadows.get(0);
        assertThat(shadow.getProperty(CallNames.CANCEL)).isNotNull().isNotSameAs(cancellation);
        assertThat(shadow.getProperty(CallNames.DEADLINE, Deadline.class).remainingNanos())
                .isLessThanOrEqualTo(Duration.ofMinutes(1).toNanos());
        assertThat(shadow.getProperty(CallNames.HEARTBEAT)).isNull();
        assertThat(shadow.getProperty(CallNames.TRACE)).isNull();
        assertThat(shadow.getProperty(CallNames.REQUEST_ID)).isEqualTo("r-1");
    }

    @Test
    void shadow_slow_delaysNobodyAndOutlivesItsCaller() throws Exception {
        start();
        candidate = exchange -> held();
        Cancellation cancellation = new Cancellation();

        assertThat(text(call(exchange -> exchange.setProperty(CallNames.CANCEL, cancellation))))
                .isEqualTo("real");
        cancellation.answered();
        cancellation.cancel();
        await().until(() -> shadows.size() == 1);
        assertThat(shadows.get(0)
                        .getProperty(CallNames.CANCEL, Cancellation.class)
                        .isCancelled())
                .isFalse();
        assertThat(heard.compared).isEmpty();

        end.countDown();
        assertThat(heard.next().candidate().outcome()).isEqualTo(Outcome.ANSWERED);
        await().until(() -> balancer.running() == 0);
    }

    @Test
    void shadow_thatFails_isNotSeen() throws Exception {
        start();
        candidate = exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        };

        assertThat(text(call())).isEqualTo("real");

        ShadowSide side = heard.next().candidate();
        assertThat(side.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(side.error()).contains(ErrorKind.PROVIDER_TIMEOUT);
    }

    @Test
    void call_thatFails_failsAndIsComparedAllTheSame() throws Exception {
        start();
        real = exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_RATE_LIMITED, "slow down");
        };

        assertThat(call().getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);

        ShadowComparison comparison = heard.next();
        assertThat(comparison.real().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(comparison.candidate().outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(comparison.toolCalls()).isEqualTo(Likeness.UNKNOWN);
        assertThat(comparison.finishReasons()).isEqualTo(Likeness.UNKNOWN);
    }

    @Test
    void shadows_moreThanMayRun_areLeftOutAndCounted() throws Exception {
        balancer.setAtMost(3);
        start();
        candidate = exchange -> held();

        IntStream.range(0, 10).forEach(i -> assertThat(text(call())).isEqualTo("real"));
        assertThat(heard.skipped).hasValue(7);
        end.countDown();

        IntStream.range(0, 3).forEach(i -> heard.next());
        await().until(() -> balancer.running() == 0);
        call();
        heard.next();
        assertThat(shadows).hasSize(4);
    }

    @Test
    void share_ofTheCalls_haveAShadow() throws Exception {
        Iterator<Double> chances = List.of(0.0, 0.24, 0.25, 0.99).iterator();
        balancer.setShare(0.25);
        balancer.setRandom(chances::next);
        start();

        IntStream.range(0, 4).forEach(i -> call());

        heard.next();
        heard.next();
        assertThat(shadows).hasSize(2);
        assertThat(heard.skipped).hasValue(0);
    }

    @Test
    void route_stopped_abortsItsShadows() throws Exception {
        start();
        CountDownLatch aborted = new CountDownLatch(1);
        candidate = exchange -> {
            exchange.getProperty(CallNames.CANCEL, Cancellation.class).onCancel(aborted::countDown);
            return held();
        };
        call();
        await().until(() -> shadows.size() == 1);

        balancer.stop();

        assertThat(aborted.await(10, TimeUnit.SECONDS)).isTrue();
        end.countDown();
        await().until(() -> balancer.running() == 0);
    }

    @Test
    void steps_notTwo_areRefusedAtTheStart() {
        assertThatThrownBy(() -> start("direct:real"))
                .isInstanceOf(FailedToStartRouteException.class)
                .hasRootCauseMessage("expected two steps, the one that answers and the candidate, found 1");
    }
}
