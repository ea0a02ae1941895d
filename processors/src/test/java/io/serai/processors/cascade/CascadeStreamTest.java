package io.serai.processors.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatStream;
import io.serai.api.meter.Meter;
import io.serai.processors.check.Draft;
import io.serai.processors.check.JudgeCheck;
import io.serai.processors.check.PatternCheck;
import io.serai.processors.check.Said;
import io.serai.processors.check.ToolCallCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Cascades of streamed calls and of checks that look closer. */
class CascadeStreamTest extends CascadeInRoute {

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
}
