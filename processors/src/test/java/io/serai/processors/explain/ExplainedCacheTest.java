package io.serai.processors.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.explain.Inquiry;
import io.serai.api.standing.AnswerForm;
import io.serai.api.trace.Trace;
import io.serai.api.trace.Verdict;
import io.serai.processors.cache.AnswerCache;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.Lookalikes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cache tells of a request that nobody makes, and notes of one that somebody does. */
class ExplainedCacheTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AnswerCache cache = new AnswerCache();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        cache.setCamelContext(camel);
        cache.setName("fast");
        cache.setTtl(Duration.ofMinutes(10));
        cache.setLookalikes((question, exchange) -> {
            asked.add("meaning");
            return new Nothing();
        });
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:fast").routeId("fast").loadBalance(cache).process(exchange -> answer(exchange));
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    /** Knows no other question. */
    private static final class Nothing implements Lookalikes.Asked {

        @Override
        public Optional<Lookalikes.Match> match() {
            return Optional.empty();
        }

        @Override
        public void learn(CacheKey key, Duration life) {
            // It goes on knowing none.
        }
    }

    private void answer(Exchange exchange) {
        asked.add("model");
        Map<String, Object> choice =
                Map.of("index", 0, "finish_reason", "stop", "message", Map.of("role", "assistant", "content", "Yes"));
        exchange.getMessage().setBody(Map.of("model", "m", "choices", List.of(choice)));
    }

    private static Map<String, Object> request(String text) {
        return Map.of("messages", List.of(Map.of("role", "user", "content", text)));
    }

    private Exchange exchange(String text) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(new LinkedHashMap<>(request(text)));
        return exchange;
    }

    private Map<String, Object> explain(Exchange exchange) {
        return cache.explain(new Inquiry(Operation.CHAT, "fast", AnswerForm.WHOLE, request("Hi"), exchange));
    }

    private List<String> call(String text) {
        Exchange exchange = exchange(text);
        Trace trace = new Trace();
        exchange.setProperty(CallNames.TRACE, trace);
        camel.createProducerTemplate().send("direct:fast", exchange);
        return trace.verdicts().stream()
                .filter(verdict -> verdict.policy().equals("cache"))
                .map(Verdict::verdict)
                .toList();
    }

    @Test
    void explain_aQuestionThatNobodyAsked_saysMissAndAsksNobody() {
        assertThat(explain(exchange("Hi")))
                .containsEntry("cache", "fast")
                .containsEntry("mode", "read-write")
                .containsEntry("scope", "tenant")
                .containsEntry("ttl_ms", 600_000L)
                .containsEntry("verdict", "miss")
                .containsEntry("semantic", "not asked");
        assertThat(asked).isEmpty();
    }

    @Test
    void explain_aQuestionThatWasAsked_saysHit() {
        call("Hi");
        asked.clear();

        assertThat(explain(exchange("Hi"))).containsEntry("verdict", "hit").containsKey("age_ms");
        assertThat(explain(exchange("Ho"))).containsEntry("verdict", "miss");
        assertThat(asked).isEmpty();
    }

    @Test
    void explain_aCallerWhoWantsNoCache_saysBypass() {
        Exchange exchange = exchange("Hi");
        exchange.getMessage().setHeader("x-serai-cache", "off");

        assertThat(explain(exchange)).containsEntry("verdict", "bypass");
    }

    @Test
    void trace_tellsTheVerdictOnce() {
        assertThat(call("Hi")).containsExactly("miss");
        assertThat(call("Hi")).containsExactly("hit");
    }
}
