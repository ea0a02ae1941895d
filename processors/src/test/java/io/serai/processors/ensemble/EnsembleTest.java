package io.serai.processors.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Meter;
import io.serai.processors.check.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/** Calls through an ensemble: whom it asks, for whom it waits, and what becomes of those who fail. */
class EnsembleTest extends EnsembleInRoute {

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
