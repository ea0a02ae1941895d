package io.serai.processors.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Meter;
import io.serai.api.trace.Trace;
import io.serai.processors.check.Draft;
import io.serai.processors.check.JudgeCheck;
import io.serai.processors.check.LengthCheck;
import io.serai.processors.check.PatternCheck;
import io.serai.processors.check.Said;
import io.serai.processors.check.ToolCallCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.LoadBalanceDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls through a cascade in a route, with rungs that answer well, badly or not at all. */
class CascadeTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Cascade cascade = new Cascade();
    private final Map<String, Function<Exchange, Object>> rungs = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        camel.stop();
    }

    /** Rungs named a, b, c …; each says its name until told otherwise. */
    private void start(int count) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                LoadBalanceDefinition balanced = from("direct:in").loadBalance(cascade);
                for (int i = 0; i < count; i++) {
                    String name = "" + (char) ('a' + i);
                    balanced = balanced.to("direct:" + name);
                    model(name);
                }
                model("judge");
            }

            private void model(String name) {
                from("direct:" + name).process(exchange -> {
                    asked.add(name);
                    exchange.getMessage()
                            .setBody(rungs.getOrDefault(name, unused -> Said.text(name))
                                    .apply(exchange));
                });
            }
        });
        camel.start();
    }

    private void checkLength(int least) {
        LengthCheck check = new LengthCheck();
        check.setMinCharacters(least);
        camel.getRegistry().bind("long-enough", check);
        cascade.setChecks("long-enough");
    }

    private Exchange call(Map<String, Object> request) {
        return camel.createProducerTemplate()
                .send("direct:in", exchange -> exchange.getMessage().setBody(request));
    }

    private Exchange call() {
        return call(Said.question("Why?"));
    }

    private static Map<String, Object> streamed() {
        return Said.json(
                "{'stream': true, 'stream_options': {'include_usage': true}, 'messages': [{'role': 'user', 'content':"
                        + " 'Why?'}]}");
    }

    private static String text(Exchange answered) {
        assertThat(answered.getException()).isNull();
        return Draft.in(answered).text();
    }

    /** Chunks that say a text, and perhaps a failure behind. */
    private static final class Told extends ChatStream {
        private final Iterator<Map<String, Object>> chunks;
        private final boolean breaks;
        private volatile boolean closed;

        Told(String text, boolean breaks) {
            List<Map<String, Object>> all = new ArrayList<>();
            ChatStream.of(Said.text(text, 5)).forEachRemaining(all::add);
            this.chunks = all.iterator();
            this.breaks = breaks;
        }

        @Override
        protected Map<String, Object> read() {
            if (chunks.hasNext()) {
                return chunks.next();
            }
            if (breaks) {
                throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "cut on purpose");
            }
            return null;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void answer_thatPasses_isGivenAndNobodyElseAsked() throws Exception {
        checkLength(1);
        start(3);

        assertThat(text(call())).isEqualTo("a");
        assertThat(asked).containsExactly("a");
    }

    @Test
    void answers_thatFail_goUpRungByRungAndTheLastIsNotChecked() throws Exception {
        checkLength(100);
        start(3);

        assertThat(text(call())).isEqualTo("c");
        assertThat(asked).containsExactly("a", "b", "c");
    }

    @Test
    void call_thatIsNoChat_isNotChecked() throws Exception {
        checkLength(100);
        start(2);
        rungs.put("a", exchange -> Map.of("input_tokens", 7));

        Exchange answered = camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.getMessage().setHeader(CallNames.OPERATION, Operation.COUNT_TOKENS.label());
            exchange.getMessage().setBody(Said.question("Why?"));
        });

        assertThat(answered.getMessage().getBody()).isEqualTo(Map.of("input_tokens", 7));
        assertThat(asked).containsExactly("a");
    }

    @Test
    void trace_tellsRungsAndVerdicts() throws Exception {
        checkLength(2);
        start(2);
        Trace trace = new Trace();

        camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.setProperty(CallNames.TRACE, trace);
            exchange.getMessage().setBody(Said.question("Why?"));
        });

        assertThat(trace.decisions())
                .extracting(decision -> decision.why())
                .containsExactly("rung 1 of 2", "rung 2 of 2");
        assertThat(trace.verdicts())
                .extracting(verdict -> verdict.policy() + " " + verdict.verdict() + ": " + verdict.why())
                .containsExactly("length failed: expected at least 2 characters, found 1");
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {
                "PROVIDER_TIMEOUT",
                "PROVIDER_RATE_LIMITED",
                "PROVIDER_UNAVAILABLE",
                "PROVIDER_CONTEXT_LENGTH",
                "PROVIDER_CONTENT_FILTER",
                "PROVIDER_AUTH"
            })
    void rung_thatErrs_isFollowedByTheNext(ErrorKind kind) throws Exception {
        start(2);
        rungs.put("a", exchange -> {
            throw new ProviderException(kind, "broken on purpose");
        });

        assertThat(text(call())).isEqualTo("b");
    }

    @Test
    void rung_thatRefusesTheRequest_isFollowedByTheNext() throws Exception {
        start(2);
        rungs.put("a", exchange -> {
            throw new CallerException(ErrorKind.CALLER_BAD_REQUEST, "no images here");
        });

        assertThat(text(call())).isEqualTo("b");
    }

    @Test
    void lastRung_failing_isTheCallersFailure() throws Exception {
        checkLength(100);
        start(2);
        rungs.put("b", exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        });

        assertThat(call().getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void client_gone_endsIt() throws Exception {
        start(2);
        rungs.put("a", exchange -> {
            exchange.getProperty(CallNames.CANCEL, Cancellation.class).cancel();
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "cut");
        });

        assertThat(call().getException()).isNotNull();
        assertThat(asked).containsExactly("a");
    }

    @Test
    void deadline_over_endsIt() throws Exception {
        start(2);
        rungs.put("a", exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        });

        Exchange answered = camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.setProperty(CallNames.DEADLINE, Deadline.after(Duration.ZERO));
            exchange.getMessage().setBody(Said.question("Why?"));
        });

        assertThat(answered.getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(asked).containsExactly("a");
    }

    @Test
    void checkedRung_ofAStreamedCall_isAskedWholeAndToldAsAStream() throws Exception {
        checkLength(1);
        start(2);
        List<Object> heard = new CopyOnWriteArrayList<>();
        rungs.put("a", exchange -> {
            heard.add(exchange.getMessage().getBody());
            heard.add(exchange.getMessage().getHeader(CallNames.STREAM));
            return Said.text("fine", 7);
        });

        Exchange answered = call(streamed());

        assertThat(heard).containsExactly(Said.question("Why?"), false);
        assertThat(answered.getMessage().getBody()).isInstanceOf(ChatStream.class);
        assertThat(answered.getMessage().getHeader(CallNames.STREAM)).isNull();
        assertThat(answered.getVariable(Draft.REQUEST)).isNull();
        Map<String, Object> whole =
                answered.getMessage().getBody(ChatStream.class).collect();
        assertThat(whole.get("choices")).isEqualTo(Said.text("fine", 7).get("choices"));
        assertThat(whole.get("usage")).isEqualTo(Said.text("fine", 7).get("usage"));
    }

    @Test
    void checkedRung_thatStreamsAllTheSame_isReadToItsEnd() throws Exception {
        checkLength(1);
        start(2);
        Told broken = new Told("fine so far", true);
        rungs.put("a", exchange -> broken);

        assertThat(text(call(streamed()))).isEqualTo("b");
        assertThat(broken.closed).isTrue();
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void lastRung_streamsThrough() throws Exception {
        checkLength(100);
        start(2);
        Told stream = new Told("long story", false);
        rungs.put("b", exchange -> {
            assertThat(exchange.getMessage().getBody()).isEqualTo(streamed());
            return stream;
        });

        Exchange answered = call(streamed());

        assertThat(answered.getMessage().getBody()).isSameAs(stream);
        assertThat(stream.closed).isFalse();
    }

    @Test
    void toolCall_isAnAnswer_unlessACheckSaysOtherwise() throws Exception {
        checkLength(100);
        start(2);
        Map<String, Object> request = Said.json(
                "{'messages': [{'role': 'user', 'content': 'Why?'}], 'tools': [{'type': 'function', 'function':"
                        + " {'name': 'ask'}}]}");
        rungs.put("a", exchange -> Said.calls("ask", "{}"));
        assertThat(Draft.in(call(request)).calls()).hasSize(1);
        assertThat(asked).containsExactly("a");

        cascade.check(new ToolCallCheck());
        cascade.stop();
        cascade.start();
        rungs.put("a", exchange -> Said.calls("invent", "{}"));
        assertThat(text(call(request))).isEqualTo("b");
    }

    @Test
    void checksWithinARung_seeTheRequestAndFailIt() throws Exception {
        PatternCheck answer = new PatternCheck();
        answer.setPresent("42");
        JudgeCheck judge = new JudgeCheck();
        judge.setUri("direct:judge");
        rungs.put("judge", exchange -> {
            assertThat(exchange.getMessage().getBody(String.class)).contains("Why?", "42");
            return Said.text("no");
        });
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:rungs")
                        .loadBalance(new Cascade())
                        .pipeline()
                        .to("direct:a")
                        .process(answer)
                        .end()
                        .pipeline()
                        .to("direct:b")
                        .process(judge)
                        .end()
                        .to("direct:c");
            }
        });
        start(3);
        rungs.put("b", exchange -> Said.text("42"));

        Exchange answered = camel.createProducerTemplate()
                .send("direct:rungs", exchange -> exchange.getMessage().setBody(Said.question("Why?")));

        assertThat(text(answered)).isEqualTo("c");
        assertThat(asked).containsExactly("a", "b", "judge", "c");
    }

    @Test
    void judge_isPartOfTheCallsBill() throws Exception {
        JudgeCheck judge = new JudgeCheck();
        judge.setUri("direct:judge");
        cascade.check(judge);
        start(2);
        List<Object> meters = new CopyOnWriteArrayList<>();
        for (String name : List.of("a", "b", "judge")) {
            rungs.put(name, exchange -> {
                meters.add(exchange.getProperty(CallNames.METER, Meter.class));
                return Said.text(name.equals("judge") ? "no" : name, 3);
            });
        }

        Exchange answered = call();

        assertThat(meters).hasSize(3).doesNotContainNull().containsOnly(meters.get(0));
        assertThat(answered.getProperty(CallNames.METER)).isSameAs(meters.get(0));
        assertThat(answered.getMessage().getBody(Map.class).get("usage"))
                .as("of the model that answers")
                .isEqualTo(Said.text("b", 3).get("usage"));
    }

    /** A hundred calls at once, each with words of its own: who needs the dearer model gets it, and nobody gets another's answer. */
    @Test
    void calls_atOnce_keepApart() throws Exception {
        checkLength(8);
        start(2);
        AtomicInteger dear = new AtomicInteger();
        rungs.put("a", exchange -> question(exchange));
        rungs.put("b", exchange -> {
            dear.incrementAndGet();
            return "dear " + question(exchange);
        });
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            ProducerTemplate template = camel.createProducerTemplate();
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String said = (i % 2 == 0 ? "short" : "long enough ") + i;
                answers.add(callers.submit(() -> text(template.send(
                        "direct:in", exchange -> exchange.getMessage().setBody(Said.question(said))))));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(answers.get(i).get()).isEqualTo(i % 2 == 0 ? "dear short" + i : "long enough " + i);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(dear).hasValue(50);
    }

    private static String question(Exchange exchange) {
        Map<?, ?> request = exchange.getMessage().getBody(Map.class);
        return ((Map<?, ?>) ((List<?>) request.get("messages")).get(0))
                .get("content")
                .toString();
    }
}
