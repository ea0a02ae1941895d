package io.serai.processors.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.explain.Inquiry;
import io.serai.api.queue.QueueListener;
import io.serai.api.standing.AnswerForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Calls through a queue: in which order they run, and who is sent away. */
class QueueBalancerTest extends QueueInRoute {

    @Test
    void calls_manyAtOnce_runAsManyAtATimeAsMayAndAllAreServed() throws Exception {
        balancer.setConcurrency(3);
        start();
        List<Future<Exchange>> calls =
                IntStream.range(0, 60).mapToObj(this::begin).toList();
        awaitRunning(3);
        awaitWaiting("normal", 57);

        gate.release(60);

        for (Future<Exchange> call : calls) {
            assertThat(call.get().getException()).isNull();
            assertThat(call.get().getMessage().getBody()).isEqualTo(ANSWER);
        }
        assertThat(served).hasSize(60).doesNotHaveDuplicates();
        assertThat(most).hasValue(3);
        assertThat(heard.outcomes("normal")).hasSize(60).containsOnly(QueueListener.Outcome.SERVED);
        assertEmpty();
    }

    @Test
    void calls_oneAfterAnother_neverWait() throws Exception {
        start();
        gate.release(3);

        IntStream.range(0, 3).forEach(i -> call(i, exchange -> {}));

        assertThat(served).containsExactly(0, 1, 2);
        assertThat(heard.waiting).isEmpty();
        assertEmpty();
    }

    @Test
    void classes_waiting_areServedByWeightAndUnknownOnesAsTheDefault() throws Exception {
        balancer.setClasses("urgent: 2, normal: 1");
        start();
        Future<Exchange> first = begin("first");
        awaitRunning(1);
        List<Future<Exchange>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            calls.add(begin("n" + i, priority(i == 0 ? "no such class" : "normal")));
            awaitWaiting("normal", i + 1);
        }
        for (int i = 0; i < 4; i++) {
            calls.add(begin("u" + i, priority("urgent")));
            awaitWaiting("urgent", i + 1);
        }

        for (int turn = 1; turn <= 7; turn++) {
            gate.release();
            int so = turn + 1;
            await().until(() -> served.size() == so);
        }

        gate.release();
        first.get();
        for (Future<Exchange> call : calls) {
            call.get();
        }
        // The first was a normal one: its class has had a turn already.
        assertThat(served).containsExactly("first", "u0", "u1", "u2", "n0", "u3", "n1", "n2");
    }

    @Test
    void explain_ofACallThatWouldWait_tellsWhoIsThere() throws Exception {
        start();
        begin("first");
        awaitRunning(1);
        begin("second", priority("low"));
        awaitWaiting("low", 1);
        Exchange asked = new DefaultExchange(camel);
        priority("high").accept(asked);

        Map<String, Object> told =
                balancer.explain(new Inquiry(Operation.CHAT, "model", AnswerForm.WHOLE, Map.of(), asked));

        assertThat(told)
                .containsEntry("queue", "model")
                .containsEntry("priority", "high")
                .containsEntry("running", 1)
                .containsEntry("waiting", Map.of("high", 0, "normal", 0, "low", 1))
                .containsEntry("targets", List.of(Map.of("step", 0)));
        assertThat(balancer.running()).isEqualTo(1);
    }

    @Test
    void priority_byAnExpression_isHeeded() throws Exception {
        balancer.setPriority("${exchangeProperty.tier}");
        start();
        Future<Exchange> first = begin("first");
        awaitRunning(1);
        begin("second", exchange -> exchange.setProperty("tier", "low"));

        awaitWaiting("low", 1);
        gate.release(2);
        first.get();
        await().untilAsserted(() -> assertThat(heard.outcomes("low")).containsExactly(QueueListener.Outcome.SERVED));
    }

    @Test
    void line_full_isRefusedWithRetryAfter() throws Exception {
        balancer.setMaxWaiting(1);
        start();
        begin("first");
        awaitRunning(1);
        begin("second");
        awaitWaiting("normal", 1);

        Exchange refused = call("third", exchange -> {});

        assertThat(kind(refused)).isEqualTo(ErrorKind.POLICY_RATE_LIMITED);
        assertThat(refused.getException(SeraiException.class).retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isPositive());
        assertThat(heard.outcomes("normal")).contains(QueueListener.Outcome.REFUSED);
        assertThat(served).doesNotContain("third");
    }

    @Test
    void wait_tooLong_isOverWithRetryAfterAndFreesThePlace() throws Exception {
        balancer.setMaxWait(Duration.ofMillis(30));
        start();
        begin("first");
        awaitRunning(1);

        Exchange expired = call("second", exchange -> {});

        assertThat(kind(expired)).isEqualTo(ErrorKind.POLICY_RATE_LIMITED);
        assertThat(expired.getException(SeraiException.class).retryAfter()).isPresent();
        assertThat(balancer.waiting("normal")).isZero();
        assertThat(heard.outcomes("normal")).contains(QueueListener.Outcome.EXPIRED);
        gate.release();
        assertEmpty();
    }

    @Test
    void wait_ofACallWithADeadline_endsWithIt() throws Exception {
        start();
        begin("first");
        awaitRunning(1);

        Exchange expired = call(
                "second", exchange -> exchange.setProperty(CallNames.DEADLINE, Deadline.after(Duration.ofMillis(30))));

        assertThat(kind(expired)).isEqualTo(ErrorKind.POLICY_RATE_LIMITED);
    }

    @Test
    void caller_leaving_isRemovedAtOnce() throws Exception {
        start();
        Future<Exchange> first = begin("first");
        awaitRunning(1);
        Cancellation cancellation = new Cancellation();
        Future<Exchange> leaver = begin("second", cancellation(cancellation));
        awaitWaiting("normal", 1);
        Future<Exchange> third = begin("third");
        awaitWaiting("normal", 2);

        cancellation.cancel();

        assertThat(kind(leaver.get())).isEqualTo(ErrorKind.CALLER_GONE);
        assertThat(balancer.waiting("normal")).isEqualTo(1);
        gate.release(2);
        first.get();
        assertThat(third.get().getException()).isNull();
        assertThat(served).containsExactly("first", "third");
        assertThat(heard.outcomes("normal")).contains(QueueListener.Outcome.LEFT);
        assertEmpty();
    }

    @Test
    void caller_goneBefore_doesNotWait() throws Exception {
        start();
        begin("first");
        awaitRunning(1);
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThat(kind(call("second", cancellation(cancellation)))).isEqualTo(ErrorKind.CALLER_GONE);
    }

    @Test
    void route_stopped_sendsThoseAwayThatWait() throws Exception {
        start();
        begin("first");
        awaitRunning(1);
        Future<Exchange> second = begin("second");
        awaitWaiting("normal", 1);

        balancer.stop();

        assertThat(kind(second.get())).isEqualTo(ErrorKind.GATEWAY_DRAINING);
    }

    @Test
    void defaultClass_thatIsNone_isRefusedAtTheStart() {
        balancer.setClasses("a: 1, b: 2");
        balancer.setDefaultClass("c");

        assertThatThrownBy(this::start)
                .isInstanceOf(FailedToStartRouteException.class)
                .hasRootCauseMessage("expected defaultClass to be one of [a, b], found 'c'");
    }
}
