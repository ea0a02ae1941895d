package io.serai.processors.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.explain.Inquiry;
import io.serai.api.queue.QueueListener;
import io.serai.api.standing.AnswerForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls through a queue in a route, on threads of their own. */
class QueueBalancerTest {

    private static final Map<String, Object> ANSWER = Map.of("choices", List.of());

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final QueueBalancer balancer = new QueueBalancer();
    private final Heard heard = new Heard();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<Object> served = new CopyOnWriteArrayList<>();

    /** What each running call waits for. */
    private final Semaphore gate = new Semaphore(0);

    private volatile Supplier<Object> answer = () -> ANSWER;

    @AfterEach
    void stop() {
        gate.release(10_000);
        callers.shutdownNow();
        camel.stop();
    }

    private void start() throws Exception {
        balancer.setListener(heard);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .routeId("model")
                        .errorHandler(noErrorHandler())
                        .loadBalance(balancer)
                        .to("direct:step");
                from("direct:step").errorHandler(noErrorHandler()).process(QueueBalancerTest.this::step);
            }
        });
        camel.start();
    }

    private void step(Exchange exchange) throws InterruptedException {
        served.add(exchange.getMessage().getBody());
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            gate.acquire();
            exchange.getMessage().setBody(answer.get());
        } finally {
            running.decrementAndGet();
        }
    }

    private Exchange call(Object body, Consumer<Exchange> how) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        how.accept(exchange);
        return camel.createProducerTemplate().send("direct:in", exchange);
    }

    private Future<Exchange> begin(Object body, Consumer<Exchange> how) {
        return callers.submit(() -> call(body, how));
    }

    private Future<Exchange> begin(Object body) {
        return begin(body, exchange -> {});
    }

    private static Consumer<Exchange> priority(String name) {
        return exchange -> exchange.getMessage().setHeader(QueueBalancer.PRIORITY, name);
    }

    private static Consumer<Exchange> cancellation(Cancellation cancellation) {
        return exchange -> exchange.setProperty(CallNames.CANCEL, cancellation);
    }

    private static ErrorKind kind(Exchange exchange) {
        return SeraiException.of(exchange.getException()).kind();
    }

    private void awaitWaiting(String priority, int count) {
        await().until(() -> balancer.waiting(priority) == count);
    }

    private void awaitRunning(int count) {
        await().until(() -> running.get() == count);
    }

    private void assertEmpty() {
        await().until(() -> balancer.running() == 0);
        assertThat(balancer.waiting("normal")).isZero();
        await().untilAsserted(() -> assertThat(heard.running.get()).isZero());
        assertThat(heard.waiting)
                .allSatisfy((priority, count) -> assertThat(count).isZero());
    }

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
    void callers_leavingAndServedAtTheSameTime_loseNoPermit() throws Exception {
        balancer.setConcurrency(4);
        start();
        gate.release(10_000);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Cancellation cancellation = new Cancellation();
            int number = i;
            all.add(begin(i, cancellation(cancellation)));
            if (number % 2 == 0) {
                all.add(callers.submit(cancellation::cancel));
            }
        }

        for (Future<?> each : all) {
            each.get();
        }

        assertThat(most.get()).isLessThanOrEqualTo(4);
        assertEmpty();
    }

    @Test
    void stream_runs_untilItsEnd() throws Exception {
        answer =
                () -> ChatStream.of(Map.of("choices", List.of(Map.of("index", 0, "message", Map.of("content", "hi")))));
        start();
        gate.release(2);
        ChatStream stream = call("first", exchange -> {}).getMessage().getBody(ChatStream.class);
        Future<Exchange> second = begin("second");
        awaitWaiting("normal", 1);
        assertThat(balancer.running()).isEqualTo(1);

        assertThat(stream.collect().toString()).contains("hi");
        stream.close();

        ChatStream next = second.get().getMessage().getBody(ChatStream.class);
        assertThat(balancer.running()).isEqualTo(1);
        next.close();
        next.close();
        assertEmpty();
    }

    @Test
    void stream_thatBreaks_runsNoLonger() throws Exception {
        answer = () -> new ChatStream() {
            @Override
            protected Map<String, Object> read() {
                throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "cut on purpose");
            }

            @Override
            public void close() {}
        };
        start();
        gate.release();
        ChatStream stream = call("first", exchange -> {}).getMessage().getBody(ChatStream.class);

        assertThatThrownBy(stream::hasNext).isInstanceOf(ProviderException.class);
        stream.close();

        assertEmpty();
    }

    @Test
    void stream_droppedByItsRoute_runsUntilTheRequestIsAnswered() throws Exception {
        answer = () -> ChatStream.of(ANSWER);
        start();
        gate.release();
        Cancellation cancellation = new Cancellation();
        call("first", cancellation(cancellation));
        assertThat(balancer.running()).isEqualTo(1);

        cancellation.answered();

        assertEmpty();
    }

    @Test
    void call_thatFails_runsNoLonger() throws Exception {
        answer = () -> {
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        };
        start();
        gate.release();

        assertThat(kind(call("first", exchange -> {}))).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertEmpty();
    }

    private static ProviderException rateLimited(Duration retryAfter) {
        ProviderException failure = new ProviderException(ErrorKind.PROVIDER_RATE_LIMITED, "slow down");
        failure.withRetryAfter(retryAfter);
        return failure;
    }

    @Test
    void rateLimit_inTime_isWaitedOutWithTheUnchangedRequestBeforeEverybodyElse() throws Exception {
        balancer.setWaitOutRateLimits(true);
        List<Runnable> alarms = new CopyOnWriteArrayList<>();
        AtomicLong now = new AtomicLong();
        balancer.setClock(now::get);
        balancer.setAlarm((nanos, action) -> alarms.add(action));
        AtomicInteger asked = new AtomicInteger();
        answer = () -> {
            if (asked.incrementAndGet() == 1) {
                throw rateLimited(Duration.ofSeconds(2));
            }
            return ANSWER;
        };
        start();
        Future<Exchange> first = begin("first");
        awaitRunning(1);
        Future<Exchange> second = begin("second");
        awaitWaiting("normal", 1);

        gate.release();
        awaitWaiting("normal", 2);
        assertThat(balancer.running()).isZero();
        assertThat(served).containsExactly("first");
        gate.release(2);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        alarms.get(0).run();

        assertThat(first.get().getException()).isNull();
        assertThat(first.get().getMessage().getBody()).isEqualTo(ANSWER);
        second.get();
        assertThat(served).containsExactly("first", "first", "second");
        assertEmpty();
    }

    @Test
    void rateLimit_longerThanTheWait_isToldAtOnce() throws Exception {
        balancer.setWaitOutRateLimits(true);
        balancer.setMaxWait(Duration.ofSeconds(1));
        answer = () -> {
            throw rateLimited(Duration.ofSeconds(20));
        };
        start();
        gate.release();

        Exchange refused = call("first", exchange -> {});

        assertThat(kind(refused)).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
        assertThat(refused.getException(SeraiException.class).retryAfter())
                .isEqualTo(Optional.of(Duration.ofSeconds(20)));
        assertEmpty();
    }

    @Test
    void rateLimit_byDefault_isPassedOn() throws Exception {
        answer = () -> {
            throw rateLimited(Duration.ofMillis(1));
        };
        start();
        gate.release();

        assertThat(kind(call("first", exchange -> {}))).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
        assertThat(served).hasSize(1);
        assertEmpty();
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

    /** Remembers what it hears. */
    private static final class Heard implements QueueListener {
        private final AtomicInteger running = new AtomicInteger();
        private final Map<String, Integer> waiting = new ConcurrentHashMap<>();
        private final Map<String, List<Outcome>> ended = new ConcurrentHashMap<>();

        @Override
        public void waiting(String queue, String priority, int change) {
            waiting.merge(priority, change, Integer::sum);
        }

        @Override
        public void running(String queue, int change) {
            assertThat(queue).isEqualTo("model");
            running.addAndGet(change);
        }

        @Override
        public void ended(String queue, String priority, Outcome outcome, Duration waited) {
            ended.computeIfAbsent(priority, name -> new CopyOnWriteArrayList<>())
                    .add(outcome);
        }

        List<Outcome> outcomes(String priority) {
            return ended.getOrDefault(priority, List.of());
        }
    }
}
