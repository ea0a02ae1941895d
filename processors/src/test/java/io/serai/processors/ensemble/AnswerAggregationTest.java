package io.serai.processors.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.processors.check.Draft;
import io.serai.processors.check.PatternCheck;
import io.serai.processors.check.Said;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plain scatter-gather with the aggregation of this package. */
class AnswerAggregationTest {

    /** How the branches are spelt. */
    enum Spelling {
        MULTICAST,
        RECIPIENT_LIST
    }

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AnswerAggregation aggregation = new AnswerAggregation();
    private final Map<String, Supplier<Object>> models = new ConcurrentHashMap<>();

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void start() throws Exception {
        aggregation.setCamelContext(camel);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:multicast")
                        .multicast(aggregation)
                        .parallelProcessing()
                        .to("direct:a", "direct:b", "direct:c")
                        .end()
                        .setHeader("after", constant(true));
                from("direct:recipient_list")
                        .recipientList(constant("direct:a,direct:b,direct:c"))
                        .parallelProcessing()
                        .aggregationStrategy(aggregation)
                        .end()
                        .setHeader("after", constant(true));
                for (String name : new String[] {"a", "b", "c", "head"}) {
                    // With the usual error handler, which marks what has failed.
                    from("direct:" + name).process(exchange -> exchange.getMessage()
                            .setBody(models.getOrDefault(name, () -> Said.text(name))
                                    .get()));
                }
            }
        });
        camel.start();
    }

    private Exchange call(Spelling spelling, Map<String, Object> request) {
        return camel.createProducerTemplate()
                .send("direct:" + spelling.name().toLowerCase(Locale.ROOT), exchange -> exchange.getMessage()
                        .setBody(request));
    }

    private static ProviderException broken() {
        return new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "broken on purpose");
    }

    @ParameterizedTest
    @EnumSource(Spelling.class)
    void branches_thatAgree_winAndTheRouteGoesOn(Spelling spelling) throws Exception {
        start();
        models.put("c", () -> Said.text("B."));

        Exchange answered = call(spelling, Said.question("Why?"));

        assertThat(Draft.in(answered).text()).isEqualTo("b");
        assertThat(answered.getMessage().getHeader("after")).isEqualTo(true);
        assertThat(answered.getAllProperties()).doesNotContainKey("SeraiGathered");
    }

    @ParameterizedTest
    @EnumSource(Spelling.class)
    void branches_thatFail_areLeftOut(Spelling spelling) throws Exception {
        start();
        for (String name : new String[] {"a", "c"}) {
            models.put(name, () -> {
                throw broken();
            });
        }

        Exchange answered = call(spelling, Said.question("Why?"));

        assertThat(answered.getException()).isNull();
        assertThat(Draft.in(answered).text()).isEqualTo("b");
        assertThat(answered.getMessage().getHeader("after")).isEqualTo(true);
    }

    @ParameterizedTest
    @EnumSource(Spelling.class)
    void branches_allFailing_failTheCall(Spelling spelling) throws Exception {
        start();
        for (String name : new String[] {"a", "b", "c"}) {
            models.put(name, () -> {
                throw broken();
            });
        }

        Exchange answered = call(spelling, Said.question("Why?"));

        assertThat(answered.getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
        assertThat(answered.getMessage().getHeader("after")).isNull();
    }

    @Test
    void branches_allTooLate_failTheCall() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:hasty")
                        .multicast(aggregation)
                        .parallelProcessing()
                        .timeout(50)
                        .to("direct:a")
                        .end();
            }
        });
        start();
        models.put("a", () -> {
            awaited(released);
            return Said.text("late");
        });

        Exchange answered = camel.createProducerTemplate()
                .send("direct:hasty", exchange -> exchange.getMessage().setBody(Said.question("Why?")));
        released.countDown();

        assertThat(answered.getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Spelling.class)
    void call_thatIsNoChat_isAnsweredByTheFirst(Spelling spelling) throws Exception {
        start();
        models.put("a", () -> {
            throw broken();
        });
        models.put("b", () -> Map.of("input_tokens", 7));

        Exchange answered = camel.createProducerTemplate()
                .send("direct:" + spelling.name().toLowerCase(Locale.ROOT), exchange -> {
                    exchange.getMessage().setHeader(CallNames.OPERATION, Operation.COUNT_TOKENS.label());
                    exchange.getMessage().setBody(Said.question("Why?"));
                });

        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getBody()).isEqualTo(Map.of("input_tokens", 7));
    }

    @Test
    void answers_notValid_areLeftOutAndTooFewFailTheCall() throws Exception {
        PatternCheck check = new PatternCheck();
        check.setPresent("[bc]");
        camel.getRegistry().bind("known", check);
        aggregation.setBy("first-valid");
        aggregation.setChecks("known");
        start();
        assertThat(Draft.in(call(Spelling.MULTICAST, Said.question("Why?"))).text())
                .isEqualTo("b");

        aggregation.setMinAnswers(3);
        assertThat(call(Spelling.MULTICAST, Said.question("Why?"))
                        .getException(SeraiException.class)
                        .getMessage())
                .isEqualTo("2 of the 3 models of this ensemble answered, 3 are needed.");
    }

    @Test
    void branches_thatStream_areReadAndTheChosenAnswerIsToldAsAStream() throws Exception {
        start();
        models.put("a", () -> ChatStream.of(Said.text("x")));
        models.put("b", () -> ChatStream.of(Said.text("x")));

        Exchange answered = call(
                Spelling.MULTICAST, Said.json("{'stream': true, 'messages': [{'role': 'user', 'content': 'Why?'}]}"));

        assertThat(answered.getMessage().getBody()).isInstanceOf(ChatStream.class);
        assertThat(Draft.in(answered).text()).isEqualTo("x");
    }

    @Test
    void merge_ofBranches_isWritten() throws Exception {
        aggregation.setBy("merge");
        aggregation.setModel("direct:head");
        start();

        assertThat(Draft.in(call(Spelling.MULTICAST, Said.question("Why?"))).text())
                .isEqualTo("head");
    }
}
