package io.serai.processors.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Heartbeat;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.ToolCall;
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
import io.serai.api.shadow.ShadowComparison.Preference;
import io.serai.api.shadow.ShadowListener;
import io.serai.api.shadow.ShadowSide;
import io.serai.api.shadow.ShadowSide.Outcome;
import io.serai.api.shadow.ShadowSide.SchemaFit;
import io.serai.processors.prices.Costs;
import io.serai.processors.prices.PriceList;
import io.serai.processors.prices.PriceListReader;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls through a shadow in a route, whose both sides a test can hold and break. */
class ShadowBalancerTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ShadowBalancer balancer = new ShadowBalancer();
    private final Heard heard = new Heard();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final List<Exchange> shadows = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    private volatile Function<Exchange, Object> real = exchange -> answer("real");
    private volatile Function<Exchange, Object> candidate = exchange -> answer("candidate");
    private volatile Function<Exchange, Object> judge = exchange -> answer("3");

    @AfterEach
    void stop() {
        end.countDown();
        camel.stop();
    }

    private void start(String... steps) throws Exception {
        camel.getRegistry().bind("heard", ShadowListener.class, heard);
        camel.getRegistry().bind("meters", MeterListener.class, new MeterListener() {
            @Override
            public void ended(Attempt attempt) {
                attempts.add(attempt);
            }
        });
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                LoadBalanceDefinition balanced = from("direct:in")
                        .routeId("model")
                        .errorHandler(noErrorHandler())
                        .loadBalance(balancer);
                for (String step : steps.length == 0 ? new String[] {"direct:real", "direct:candidate"} : steps) {
                    balanced.to(step);
                }
                from("direct:real").errorHandler(noErrorHandler()).process(exchange -> ask("real", real, exchange));
                from("direct:candidate").errorHandler(noErrorHandler()).process(exchange -> {
                    shadows.add(exchange);
                    ask("candidate", candidate, exchange);
                });
                from("direct:judge").errorHandler(noErrorHandler()).process(exchange -> ask("judge", judge, exchange));
            }
        });
        camel.start();
    }

    /** As a provider's producer does it. */
    private static void ask(String name, Function<Exchange, Object> how, Exchange exchange) {
        Meter meter = exchange.getProperty(CallNames.METER, Meter.class);
        Attempt attempt = meter == null ? null : meter.begin(name, "m", Operation.CHAT);
        Object body = how.apply(exchange);
        exchange.getMessage().setBody(body);
        if (attempt != null) {
            attempt.report(Usage.of(10, 5));
            attempt.succeed();
        }
    }

    private static Map<String, Object> answer(String text) {
        return ChatResponse.ofText("m", text).map();
    }

    private static ChatStream stream(String text) {
        return ChatStream.of(answer(text));
    }

    private Exchange call(Consumer<Exchange> how) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(ChatRequest.ofText("hello").map());
        how.accept(exchange);
        return camel.createProducerTemplate().send("direct:in", exchange);
    }

    private Exchange call() {
        return call(exchange -> {});
    }

    private static String text(Exchange exchange) {
        return new ChatResponse(exchange.getMessage().getBody(Map.class)).text();
    }

    private Object held() {
        try {
            assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "interrupted");
        }
        return answer("late");
    }

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
    void request_changedByOneSide_isUnchangedForTheOther() throws Exception {
        start();
        CountDownLatch changed = new CountDownLatch(1);
        List<String> read = new CopyOnWriteArrayList<>();
        real = exchange -> {
            Map<String, Object> request = exchange.getMessage().getBody(Map.class);
            new ChatRequest(request).messages().get(0).put("content", "changed");
            changed.countDown();
            return answer("real");
        };
        candidate = exchange -> {
            await().until(() -> changed.getCount() == 0);
            read.add(new ChatRequest(exchange.getMessage().getBody(Map.class)).lastUserText());
            return answer("candidate");
        };

        call();
        heard.next();

        assertThat(read).containsExactly("hello");
    }

    @Test
    void answer_changedOnItsWay_isComparedAsItWas() throws Exception {
        start();
        candidate = exchange -> held();
        Map<String, Object> answer = answer("real");
        real = exchange -> answer;

        call();
        answer.clear();
        end.countDown();

        assertThat(heard.next().real().finishReason()).contains("stop");
        assertThat(answer).isEmpty();
    }

    @Test
    void request_thatCanBeReadOnceOnly_hasNoShadow() throws Exception {
        start();

        call(exchange -> exchange.getMessage().setBody(InputStream.nullInputStream()));

        assertThat(heard.skipped).hasValue(1);
        assertThat(shadows).isEmpty();
        call();
        heard.next();
    }

    @Test
    void stream_ofTheCaller_goesOnUntouchedAndIsComparedAtItsEnd() throws Exception {
        start();
        List<Map<String, Object>> chunks = new ArrayList<>();
        stream("one two three").forEachRemaining(chunks::add);
        real = exchange -> ChatStream.of(chunks);
        candidate = exchange -> stream("four");

        ChatStream stream = call().getMessage().getBody(ChatStream.class);
        await().until(() -> attempts.size() == 1);
        assertThat(heard.compared).isEmpty();
        List<Map<String, Object>> told = new ArrayList<>();
        stream.forEachRemaining(told::add);

        assertThat(told).hasSameSizeAs(chunks);
        IntStream.range(0, told.size()).forEach(i -> assertThat(told.get(i)).isSameAs(chunks.get(i)));
        ShadowComparison comparison = heard.next();
        assertThat(comparison.real().characters()).isEqualTo(13);
        assertThat(comparison.real().firstContent()).isPresent();
        assertThat(comparison.real().finishReason()).contains("stop");
        assertThat(comparison.candidate().characters()).isEqualTo(4);
        assertThat(comparison.candidate().firstContent()).isPresent();
    }

    @Test
    void stream_givenUpByItsCaller_isAbandonedAndTheShadowIsNot() throws Exception {
        start();
        AtomicInteger closed = new AtomicInteger();
        real = exchange -> new ChatStream() {
            @Override
            protected Map<String, Object> read() {
                return stream("one").next();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        candidate = exchange -> stream("four");

        ChatStream stream = call().getMessage().getBody(ChatStream.class);
        stream.next();
        stream.close();

        assertThat(closed).hasValue(1);
        ShadowComparison comparison = heard.next();
        assertThat(comparison.real().outcome()).isEqualTo(Outcome.ABANDONED);
        assertThat(comparison.candidate().outcome()).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void stream_thatBreaks_breaksForItsCallerAndHasFailed() throws Exception {
        start();
        real = exchange -> new ChatStream() {
            @Override
            protected Map<String, Object> read() {
                throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "cut on purpose");
            }

            @Override
            public void close() {}
        };

        ChatStream stream = call().getMessage().getBody(ChatStream.class);

        assertThatThrownBy(stream::hasNext).isInstanceOf(ProviderException.class);
        ShadowSide side = heard.next().real();
        assertThat(side.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(side.error()).contains(ErrorKind.PROVIDER_UNAVAILABLE);
    }

    @Test
    void stream_droppedByItsRoute_isAbandonedWithTheAnswer() throws Exception {
        start();
        real = exchange -> stream("never read");
        Cancellation cancellation = new Cancellation();

        call(exchange -> exchange.setProperty(CallNames.CANCEL, cancellation));
        cancellation.answered();

        assertThat(heard.next().real().outcome()).isEqualTo(Outcome.ABANDONED);
    }

    @Test
    void answer_thatLastsLongerThanAShadowMay_isOverdue() throws Exception {
        balancer.setTimeout(Duration.ofMillis(30));
        start();
        real = exchange -> stream("never read");

        ChatStream stream = call().getMessage().getBody(ChatStream.class);

        assertThat(heard.next().real().outcome()).isEqualTo(Outcome.OVERDUE);
        assertThat(new ChatResponse(stream.collect()).text()).isEqualTo("never read");
        await().until(() -> balancer.running() == 0);
    }

    @Test
    void schema_askedFor_isHeldAgainstBoth() throws Exception {
        start();
        real = exchange -> answer("{\"age\": 7}");
        candidate = exchange -> answer("seven");
        Map<String, Object> schema = Map.of(
                "type", "object", "required", List.of("age"), "properties", Map.of("age", Map.of("type", "integer")));

        call(exchange -> exchange.getMessage()
                .getBody(Map.class)
                .put(
                        "response_format",
                        Map.of("type", "json_schema", "json_schema", Map.of("name", "a", "schema", schema))));

        ShadowComparison comparison = heard.next();
        assertThat(comparison.real().schema()).isEqualTo(SchemaFit.FITS);
        assertThat(comparison.candidate().schema()).isEqualTo(SchemaFit.DIFFERS);
    }

    @Test
    void cost_ofModelsThatHaveAPrice_isKnown() throws Exception {
        PriceList prices = PriceListReader.read(
                "prices.yaml",
                """
                prices:
                  candidate:
                    source: https://example.com/prices
                    date: 2026-11-21
                    models:
                      m: {input: 1, output: 2}
                """);
        camel.getCamelContextExtension().addContextPlugin(Costs.class, new Costs(prices, name -> List.of()));
        start();

        call(exchange -> exchange.setProperty(CallNames.METER, new Meter(MeterListener.NONE)));

        ShadowComparison comparison = heard.next();
        // 10 tokens at 1 dollar and 5 at 2 dollars a million
        assertThat(comparison.candidate().costNanoDollars()).hasValue(20_000);
        assertThat(comparison.real().costNanoDollars()).isEmpty();
    }

    private static Map<String, Object> calling(ToolCall... calls) {
        Map<String, Object> message = ChatRequest.message("assistant", "");
        message.put("tool_calls", List.of(calls).stream().map(ToolCall::map).toList());
        return Map.of("choices", List.of(Map.of("index", 0, "message", message, "finish_reason", "tool_calls")));
    }

    @Test
    void toolCalls_equalButForIdsAndSpelling_areTheSame() throws Exception {
        start();
        real = exchange -> calling(ToolCall.of("1", "weather", "{\"city\":\"Wien\", \"days\": 2}"));
        candidate = exchange -> calling(ToolCall.of("2", "weather", "{ \"days\":2,\"city\":\"Wien\"}"));
        call();
        assertThat(heard.next().toolCalls()).isEqualTo(Likeness.SAME);

        candidate = exchange -> calling(ToolCall.of("2", "weather", "{\"city\":\"Graz\"}"));
        call();
        assertThat(heard.next().toolCalls()).isEqualTo(Likeness.DIFFERENT);

        candidate = exchange -> answer("sunny");
        call();
        ShadowComparison comparison = heard.next();
        assertThat(comparison.toolCalls()).isEqualTo(Likeness.DIFFERENT);
        assertThat(comparison.finishReasons()).isEqualTo(Likeness.DIFFERENT);
    }

    @Test
    void judge_isAskedOnTheShadowsBillAndHeard() throws Exception {
        balancer.setJudge("direct:judge");
        start();
        List<String> shown = new CopyOnWriteArrayList<>();
        judge = exchange -> {
            String material = new ChatRequest(exchange.getMessage().getBody(Map.class)).lastUserText();
            shown.add(material);
            return answer(material.indexOf("candidate") < material.indexOf("real") ? "1" : "2");
        };
        Meter callers = new Meter(MeterListener.NONE);

        call(exchange -> exchange.setProperty(CallNames.METER, callers));

        assertThat(heard.next().preferred()).contains(Preference.CANDIDATE);
        assertThat(shown.get(0)).contains("hello", "candidate", "real");
        assertThat(callers.count()).isEqualTo(1);
        assertThat(attempts).extracting(Attempt::purpose).containsExactly(Purpose.SHADOW, Purpose.SHADOW);
    }

    @Test
    void judge_thatFailsOrTalks_leavesItOpen() throws Exception {
        balancer.setJudge("direct:judge");
        start();
        judge = exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        };
        call();
        assertThat(heard.next().preferred()).contains(Preference.UNKNOWN);

        judge = exchange -> answer("Both have their merits.");
        call();
        assertThat(heard.next().preferred()).contains(Preference.UNKNOWN);

        judge = exchange -> answer("3");
        call();
        assertThat(heard.next().preferred()).contains(Preference.NEITHER);
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

    /** Remembers what it hears. */
    private static final class Heard implements ShadowListener {
        private final BlockingQueue<ShadowComparison> compared = new LinkedBlockingQueue<>();
        private final AtomicInteger skipped = new AtomicInteger();

        @Override
        public void compared(ShadowComparison comparison) {
            compared.add(comparison);
        }

        @Override
        public void skipped(String shadow) {
            skipped.incrementAndGet();
        }

        ShadowComparison next() {
            try {
                ShadowComparison next = compared.poll(10, TimeUnit.SECONDS);
                assertThat(next).as("a comparison").isNotNull();
                return next;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
