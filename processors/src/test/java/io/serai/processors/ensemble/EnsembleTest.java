package io.serai.processors.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Meter;
import io.serai.processors.check.Draft;
import io.serai.processors.check.PatternCheck;
import io.serai.processors.check.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.params.provider.CsvSource;

/** Calls through an ensemble in a route, with models that answer, fail, are late or never come. */
class EnsembleTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Ensemble ensemble = new Ensemble();
    private final Map<String, Function<Exchange, Object>> models = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger aborted = new AtomicInteger();

    @AfterEach
    void stop() {
        camel.stop();
    }

    /** Models named a, b, c …; each says its name until told otherwise. */
    private void start(int count) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                LoadBalanceDefinition balanced = from("direct:in").loadBalance(ensemble);
                for (int i = 0; i < count; i++) {
                    String name = "" + (char) ('a' + i);
                    balanced = balanced.to("direct:" + name);
                    model(name);
                }
                model("head");
            }

            private void model(String name) {
                from("direct:" + name).process(exchange -> {
                    asked.add(name);
                    exchange.getMessage()
                            .setBody(models.getOrDefault(name, unused -> Said.text(name))
                                    .apply(exchange));
                });
            }
        });
        camel.start();
    }

    private void says(String name, String text) {
        models.put(name, exchange -> Said.text(text, 3));
    }

    private void fails(String name, ErrorKind kind) {
        models.put(name, exchange -> {
            throw new ProviderException(kind, "broken on purpose");
        });
    }

    /** Answers nothing until it is aborted. */
    private void hangs(String name, CountDownLatch begun) {
        models.put(name, exchange -> {
            CountDownLatch given = new CountDownLatch(1);
            exchange.getProperty(CallNames.CANCEL, Cancellation.class).onCancel(given::countDown);
            begun.countDown();
            awaited(given);
            aborted.incrementAndGet();
            throw new CallerException(ErrorKind.CALLER_GONE, "given up");
        });
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Exchange call(Map<String, Object> request) {
        return camel.createProducerTemplate()
                .send("direct:in", exchange -> exchange.getMessage().setBody(request));
    }

    private Exchange call() {
        return call(Said.question("Why?"));
    }

    private static String text(Exchange answered) {
        assertThat(answered.getException()).isNull();
        return Draft.in(answered).text();
    }

    private static ErrorKind failure(Exchange answered) {
        return answered.getException(SeraiException.class).kind();
    }

    private static Map<String, Object> streamed() {
        return Said.json("{'stream': true, 'messages': [{'role': 'user', 'content': 'Why?'}]}");
    }

    private static ChatRequest heard(Exchange exchange) {
        return new ChatRequest(body(exchange));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(Exchange exchange) {
        return (Map<String, Object>) exchange.getMessage().getBody(Map.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Rome  | Paris  | paris. | Paris
                    Paris | Rome   | PARIS  | Paris
                    Rome  | Paris  | Oslo   | Rome
                    fail  | Paris  | Oslo   | Paris
                    fail  | fail   | Oslo   | Oslo
                    Rome  | fail   | Oslo   | Rome
                    """)
    void vote_ofThree_goesToTheMajorityElseToTheFirst(String a, String b, String c, String winner) throws Exception {
        start(3);
        List<String> words = List.of(a, b, c);
        for (int i = 0; i < 3; i++) {
            String name = "" + (char) ('a' + i);
            if (words.get(i).equals("fail")) {
                fails(name, ErrorKind.PROVIDER_UNAVAILABLE);
            } else {
                says(name, words.get(i));
            }
        }

        // Of two that say the same, which one is heard depends on who came first: two of three are enough.
        assertThat(text(call()).toLowerCase(Locale.ROOT).replace(".", "")).isEqualTo(winner.toLowerCase(Locale.ROOT));
    }

    @Test
    void vote_thatIsCertain_abortsTheRest() throws Exception {
        start(3);
        CountDownLatch begun = new CountDownLatch(1);
        hangs("c", begun);
        models.put("b", exchange -> {
            awaited(begun);
            return Said.text("a");
        });

        assertThat(text(call())).isEqualTo("a");
        await().until(() -> aborted.get() == 1);
    }

    @Test
    void failures_beyondWhatIsNeeded_areTheCallers() throws Exception {
        ensemble.setMinAnswers(2);
        start(3);
        fails("a", ErrorKind.PROVIDER_TIMEOUT);
        fails("c", ErrorKind.PROVIDER_UNAVAILABLE);

        SeraiException failure = call().getException(SeraiException.class);

        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
        assertThat(failure.getMessage()).isEqualTo("2 of the 3 models of this ensemble failed, 2 answers are needed.");
    }

    @Test
    void failures_ofAll_areTheFirstOnes() throws Exception {
        start(2);
        fails("a", ErrorKind.PROVIDER_TIMEOUT);
        fails("b", ErrorKind.PROVIDER_UNAVAILABLE);

        assertThat(failure(call())).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
    }

    @Test
    void step_thatBreaksInAnUnheardOfWay_isAFailureLikeOthers() throws Exception {
        ensemble.setMinAnswers(2);
        start(2);
        models.put("a", exchange -> {
            throw new StackOverflowError("on purpose");
        });
        // Camel goes on counting what has ended so.
        camel.getShutdownStrategy().setTimeout(1);

        assertThat(failure(call())).isIn(ErrorKind.GATEWAY_INTERNAL, ErrorKind.PROVIDER_UNAVAILABLE);
    }

    @Test
    void patience_over_leavesTheLateOutAndAbortsThem() throws Exception {
        ensemble.setPatience(Duration.ofMillis(50));
        ensemble.setMinAnswers(2);
        start(4);
        CountDownLatch begun = new CountDownLatch(2);
        hangs("a", begun);
        hangs("d", begun);
        for (String name : List.of("b", "c")) {
            models.put(name, exchange -> {
                awaited(begun);
                return Said.text(name.equals("b") ? "Rome" : "Oslo");
            });
        }

        assertThat(text(call())).isEqualTo("Rome");
        await().until(() -> aborted.get() == 2);
    }

    @Test
    void patience_over_waitsOnUntilEnoughHaveAnswered() throws Exception {
        ensemble.setPatience(Duration.ZERO);
        ensemble.setMinAnswers(2);
        start(2);
        CountDownLatch released = new CountDownLatch(1);
        models.put("b", exchange -> {
            awaited(released);
            return Said.text("a");
        });
        Thread release = new Thread(released::countDown);
        models.put("a", exchange -> {
            release.start();
            return Said.text("a");
        });

        assertThat(text(call())).isEqualTo("a");
        assertThat(asked).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void deadline_over_isTheCallersFailureAndNobodyGoesOn() throws Exception {
        start(2);
        CountDownLatch begun = new CountDownLatch(2);
        hangs("a", begun);
        hangs("b", begun);

        Exchange answered = camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.setProperty(CallNames.DEADLINE, Deadline.after(Duration.ofMillis(50)));
            exchange.getMessage().setBody(Said.question("Why?"));
        });

        assertThat(failure(answered)).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        // One that was cancelled before it began is not asked at all.
        await().until(() -> aborted.get() == asked.size());
    }

    @Test
    void client_gone_abortsEverybody() throws Exception {
        start(2);
        CountDownLatch begun = new CountDownLatch(2);
        hangs("a", begun);
        hangs("b", begun);
        Cancellation client = new Cancellation();
        Thread leaving = new Thread(() -> {
            awaited(begun);
            client.cancel();
        });
        leaving.start();

        Exchange answered = camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.setProperty(CallNames.CANCEL, client);
            exchange.getMessage().setBody(Said.question("Why?"));
        });

        assertThat(failure(answered)).isEqualTo(ErrorKind.CALLER_GONE);
        assertThat(aborted).hasValue(2);
    }

    @Test
    void firstValid_isWhoPassesTheChecksFirst() throws Exception {
        PatternCheck check = new PatternCheck();
        check.setPresent("42");
        camel.getRegistry().bind("answer", check);
        ensemble.setBy("first-valid");
        ensemble.setChecks("answer");
        start(4);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch wrong = new CountDownLatch(1);
        models.put("a", exchange -> {
            wrong.countDown();
            return Said.text("7");
        });
        models.put("b", exchange -> {
            awaited(begun);
            awaited(wrong);
            return Said.text("It is 42.");
        });
        hangs("c", begun);
        fails("d", ErrorKind.PROVIDER_UNAVAILABLE);

        assertThat(text(call())).isEqualTo("It is 42.");
        await().until(() -> aborted.get() == 1);
    }

    @Test
    void firstValid_withNobodyValid_saysWhy() throws Exception {
        PatternCheck check = new PatternCheck();
        check.setPresent("42");
        camel.getRegistry().bind("answer", check);
        ensemble.setBy("first-valid");
        ensemble.setChecks("answer");
        start(2);

        assertThat(failure(call())).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    3               | c
                    The best is 2.  | b
                    4               | a
                    0               | a
                    1 and 3         | a
                    none of them    | a
                    ''              | a
                    """)
    void judge_choosesByNumber_elseTheVoteDoes(String said, String winner) throws Exception {
        ensemble.setBy("judge");
        ensemble.setModel("direct:head");
        start(3);
        says("head", said);

        assertThat(text(call())).isEqualTo(winner);
        assertThat(asked).hasSize(4).endsWith("head");
    }

    @Test
    void judge_failing_leavesItToTheVote() throws Exception {
        ensemble.setBy("judge");
        ensemble.setModel("direct:head");
        start(3);
        fails("head", ErrorKind.PROVIDER_UNAVAILABLE);
        says("c", "b");

        assertThat(text(call())).isEqualTo("b");
    }

    @Test
    void judge_seesEachAnswerOnce_andNoneWhereAllAgree() throws Exception {
        ensemble.setBy("judge");
        ensemble.setModel("direct:head");
        start(3);
        List<String> material = new CopyOnWriteArrayList<>();
        models.put("head", exchange -> {
            material.add(heard(exchange).lastUserText());
            return Said.text("2");
        });
        says("b", "A.");

        assertThat(text(call())).isEqualTo("c");
        assertThat(material).hasSize(1);
        assertThat(material.get(0))
                .contains("Why?", "<answer 1>\na\n", "<answer 2>\nc\n")
                .doesNotContain("A.");
        says("c", "A");
        assertThat(text(call())).isEqualTo("a");
        assertThat(material).hasSize(1);
    }

    @Test
    void merge_writesOneAnswerOfAll_streamedWhereTheCallerStreams() throws Exception {
        ensemble.setBy("merge");
        ensemble.setModel("direct:head");
        start(2);
        List<Map<String, Object>> requests = new CopyOnWriteArrayList<>();
        ChatStream stream = ChatStream.of(Said.text("both", 9));
        models.put("head", exchange -> {
            requests.add(body(exchange));
            return stream;
        });

        Exchange answered = call(streamed());

        assertThat(answered.getMessage().getBody()).isSameAs(stream);
        assertThat(requests.get(0)).containsEntry("stream", true);
        ChatRequest merge = new ChatRequest(requests.get(0));
        assertThat(merge.messages()).hasSize(2);
        assertThat(merge.lastUserText()).contains("<answer 1>\na\n</answer 1>", "<answer 2>\nb\n</answer 2>");
    }

    @Test
    void merge_failing_leavesItToTheVote() throws Exception {
        ensemble.setBy("merge");
        ensemble.setModel("direct:head");
        start(2);
        fails("head", ErrorKind.PROVIDER_TIMEOUT);

        assertThat(call(streamed())
                        .getMessage()
                        .getBody(ChatStream.class)
                        .collect()
                        .toString())
                .contains("content=a");
    }

    private static Map<String, Object> withTools() {
        return Said.json(
                "{'messages': [{'role': 'user', 'content': 'Why?'}], 'tools': [{'type': 'function', 'function':"
                        + " {'name': 'ask'}}]}");
    }

    @Test
    void toolCalls_thatAreEqual_winTheVote() throws Exception {
        start(3);
        models.put("a", exchange -> Said.text("I don't know."));
        models.put("b", exchange -> Said.calls("ask", "{\"a\": 1, \"b\": 2}"));
        models.put("c", exchange -> Said.calls("ask", "{\"b\": 2, \"a\": 1}"));

        assertThat(Draft.in(call(withTools())).calls()).singleElement().satisfies(call -> assertThat(call.name())
                .isEqualTo("ask"));
    }

    @Test
    void tools_withheldFromTheVoters_areTheMergingModelsAlone() throws Exception {
        ensemble.setBy("merge");
        ensemble.setModel("direct:head");
        ensemble.setTools("withheld");
        start(1);
        List<Object> choices = new CopyOnWriteArrayList<>();
        models.put("a", exchange -> {
            choices.add(body(exchange).get("tool_choice"));
            return Said.text("Ask somebody.");
        });
        models.put("head", exchange -> {
            assertThat(body(exchange)).containsKey("tools").doesNotContainKey("tool_choice");
            return Said.calls("ask", "{}");
        });

        assertThat(Draft.in(call(withTools())).calls()).hasSize(1);
        assertThat(choices).containsExactly("none");
    }

    @Test
    void steps_ofAStreamedCall_areAskedWholeAndTheWinnerIsToldAsAStream() throws Exception {
        start(2);
        List<Object> meters = new CopyOnWriteArrayList<>();
        for (String name : List.of("a", "b")) {
            models.put(name, exchange -> {
                assertThat(body(exchange)).doesNotContainKey("stream");
                assertThat(exchange.getMessage().getHeader(CallNames.STREAM)).isEqualTo(false);
                meters.add(exchange.getProperty(CallNames.METER, Meter.class));
                return Said.text("same", 4);
            });
        }

        Exchange answered = call(streamed());

        Map<String, Object> whole =
                answered.getMessage().getBody(ChatStream.class).collect();
        assertThat(whole.get("choices")).isEqualTo(Said.text("same").get("choices"));
        assertThat(whole.get("usage")).isEqualTo(Said.text("same", 4).get("usage"));
        assertThat(meters).hasSize(2).doesNotContainNull().containsOnly(meters.get(0));
    }

    @Test
    void call_thatIsNoChat_isTheFirstSteps_thatCanTell() throws Exception {
        start(3);
        fails("a", ErrorKind.PROVIDER_UNAVAILABLE);
        models.put("b", exchange -> Map.of("input_tokens", 7));

        Exchange answered = camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.getMessage().setHeader(CallNames.OPERATION, Operation.COUNT_TOKENS.label());
            exchange.getMessage().setBody(Said.question("Why?"));
        });

        assertThat(answered.getMessage().getBody()).isEqualTo(Map.of("input_tokens", 7));
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void settings_thatCantBe_failTheStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> ensemble.setBy("dice"));
        assertThatIllegalArgumentException().isThrownBy(() -> ensemble.setTools("some"));
        assertThatIllegalArgumentException().isThrownBy(() -> ensemble.setMinAnswers(0));
        GatheringRule judge = new GatheringRule();
        judge.by("judge");
        assertThatIllegalArgumentException().isThrownBy(judge::gathering).withMessageContaining("model");
    }

    /** Fifty calls at once of five models each: every caller gets the majority of its own, and every straggler is aborted. */
    @Test
    void calls_atOnce_keepApartAndLeaveNobodyBehind() throws Exception {
        start(5);
        for (String name : List.of("a", "b", "c")) {
            models.put(name, exchange -> Said.text("echo " + heard(exchange).lastUserText()));
        }
        CountDownLatch unused = new CountDownLatch(1);
        hangs("d", unused);
        hangs("e", unused);
        ExecutorService callers = Executors.newFixedThreadPool(10);
        try {
            ProducerTemplate template = camel.createProducerTemplate();
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String said = "q" + i;
                answers.add(callers.submit(() -> text(template.send(
                        "direct:in", exchange -> exchange.getMessage().setBody(Said.question(said))))));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(answers.get(i).get()).isEqualTo("echo q" + i);
            }
        } finally {
            callers.shutdownNow();
        }
        await().until(() -> aborted.get()
                == asked.stream().filter(name -> "de".contains(name)).count());
    }
}
