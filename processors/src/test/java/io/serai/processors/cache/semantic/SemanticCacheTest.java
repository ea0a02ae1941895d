package io.serai.processors.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.meter.Purpose;
import io.serai.processors.cache.AnswerNotes;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.Lookalikes.Match;
import io.serai.processors.cache.Lookalikes.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions asked of a cache whose vectors count words. F65: nobody is ever given what another scope has asked. */
class SemanticCacheTest {

    private static final Duration LIFE = Duration.ofHours(1);

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Notes notes = new Notes();
    private final SemanticCache cache = new SemanticCache();
    private final AtomicInteger embedded = new AtomicInteger();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private volatile boolean broken;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Those of one node. */
    private static final class Notes implements AnswerNotes {

        private final Map<CacheKey, byte[]> notes = new ConcurrentHashMap<>();
        private final List<Listener> listeners = new CopyOnWriteArrayList<>();

        @Override
        public void put(CacheKey key, byte[] note, Duration life) {
            notes.put(key, note);
            listeners.forEach(each -> each.came(key, note));
        }

        void remove(CacheKey key) {
            notes.remove(key);
            listeners.forEach(each -> each.went(key));
        }

        @Override
        public AutoCloseable listen(Listener listener) {
            notes.forEach(listener::came);
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("meanings", MeaningListener.class, new MeaningListener() {
            @Override
            public void asked(String name, Outcome outcome, String veto) {
                outcomes.add(veto.isEmpty() ? outcome.label() : outcome.label() + " " + veto);
            }

            @Override
            public void switched(String name, Switch to, String why) {
                outcomes.add(name + " " + to);
            }
        });
        camel.getRegistry().bind("meters", MeterListener.class, new MeterListener() {
            @Override
            public void ended(Attempt attempt) {
                attempts.add(attempt);
            }
        });
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:simulated").errorHandler(noErrorHandler()).process(SemanticCacheTest.this::embed);
            }
        });
        camel.start();
        cache.setCamelContext(camel);
        cache.setEmbeddings("direct:simulated");
        cache.setNotes(notes);
        cache.setTimeout(Duration.ofSeconds(20));
        cache.start();
    }

    @AfterEach
    void stop() {
        cache.stop();
        camel.stop();
    }

    private void embed(Exchange exchange) throws InterruptedException {
        List<?> input =
                exchange.getMessage().getBody(Map.class).get("input") instanceof List<?> list ? list : List.of();
        if (input.size() == 1) {
            embedded.incrementAndGet();
            gate.await();
        }
        Attempt attempt = exchange.getProperty(CallNames.METER, Meter.class).begin("hashes", "words", Operation.EMBED);
        if (broken) {
            attempt.succeed();
            throw new IllegalStateException("broken");
        }
        List<Object> data = new ArrayList<>();
        for (Object text : input) {
            data.add(Map.of("embedding", WordHashes.vector(String.valueOf(text))));
        }
        attempt.succeed();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("model", "words");
        answer.put("data", data);
        exchange.getMessage().setBody(answer);
    }

    private Optional<Match> match(String scope, String setting, String text) {
        return cache.ask(new Question(scope, setting, text), new DefaultExchange(camel))
                .match();
    }

    private CacheKey learn(String scope, String setting, String text) {
        CacheKey key = new CacheKey(scope, Integer.toHexString((setting + text).hashCode()));
        cache.ask(new Question(scope, setting, text), new DefaultExchange(camel))
                .learn(key, LIFE);
        return key;
    }

    @Test
    void question_inOtherWords_isFound_andInOtherMeaningsIsNot() {
        CacheKey key = learn("acme/", "s", "How do I install Python 3.11 on Ubuntu?");

        assertThat(match("acme/", "s", "How can I install Python 3.11 on Ubuntu?"))
                .hasValueSatisfying(found -> {
                    assertThat(found.key()).isEqualTo(key);
                    assertThat(found.score()).isGreaterThan(0.9);
                });
        assertThat(match("acme/", "s", "How do I install Python 3.12 on Ubuntu?"))
                .isEmpty();
        assertThat(match("acme/", "s", "Why is the sky blue?")).isEmpty();
        assertThat(outcomes).containsExactly("match", "veto number", "far");
    }

    @Test
    void nearest_thatIsVetoed_leavesTheNextToBeFound() {
        learn("acme/", "s", "What was the revenue in 2023?");
        CacheKey right = learn("acme/", "s", "What was the revenue of us in 2024, please?");

        assertThat(match("acme/", "s", "What was the revenue in 2024?"))
                .map(Match::key)
                .contains(right);
    }

    @Test
    void question_whoseAnswerWent_isFoundNoMore() {
        CacheKey key = learn("acme/", "s", "Why is the sky blue?");
        notes.remove(key);

        assertThat(match("acme/", "s", "Why is the sky blue?")).isEmpty();
    }

    @Test
    void probes_ofOtherScopesAndSettings_neverMeet_f65() {
        List<String> topics =
                List.of("eggs", "rent", "tax", "trains", "wine", "law", "stars", "bread", "shoes", "paint");
        for (int tenant = 0; tenant < 10; tenant++) {
            for (String topic : topics) {
                learn("t" + tenant + "/", "s" + tenant % 2, "What is the best way to learn about " + topic + "?");
            }
        }
        int probes = 0;
        for (int tenant = 0; tenant < 10; tenant++) {
            for (int other = 0; other < 5; other++) {
                // A stranger, a team of the tenant, a tenant of a longer name, and the tenant itself in another
                // setting.
                for (String scope : List.of(
                        "x" + tenant + "/",
                        "t" + tenant + "/team:" + other,
                        "t" + tenant + "0/",
                        "t" + tenant + "/",
                        "*/",
                        "-/",
                        "t/",
                        "t" + tenant + "/user:t",
                        "T" + tenant + "/",
                        "t" + tenant)) {
                    for (String topic : topics) {
                        String setting = scope.equals("t" + tenant + "/") ? "s" + (tenant + 1) % 2 : "s" + tenant % 2;
                        assertThat(match(scope, setting, "How do I learn about " + topic + "?"))
                                .isEmpty();
                        probes++;
                    }
                }
            }
        }
        assertThat(probes).isGreaterThanOrEqualTo(5_000);
        assertThat(match("t3/", "s1", "What is the best way to learn about eggs?"))
                .isPresent();
    }

    @Test
    void equalQuestions_atOnce_areOneEmbedding_perScope() {
        match("acme/", "s", "warm up");
        embedded.set(0);
        gate = new CountDownLatch(1);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String scope = i < 6 ? "acme/" : "other/";
            callers.add(new Thread(() -> match(scope, "s", "Why is the sky blue?")));
        }
        callers.forEach(Thread::start);
        await().until(() -> callers.stream().allMatch(SemanticCacheTest::waits));

        gate.countDown();

        await().until(() -> callers.stream().noneMatch(Thread::isAlive));
        assertThat(embedded).hasValue(2);
        assertThat(outcomes).hasSize(9).containsOnly("far");
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void embedding_isOnTheCallersBill_andTheCheckOnNobodys() {
        Exchange exchange = new DefaultExchange(camel);

        cache.ask(new Question("acme/", "s", "Why?"), exchange);

        assertThat(exchange.getProperty(CallNames.METER, Meter.class).attempts())
                .hasSize(1);
        assertThat(attempts).extracting(Attempt::purpose).containsExactly(Purpose.UPKEEP, Purpose.CALL);
    }

    @Test
    void model_thatBreaks_neverFailsACall_andIsNotAskedAnyMore() {
        learn("acme/", "s", "Why is the sky blue?");
        embedded.set(0);
        broken = true;

        for (int i = 0; i < 10; i++) {
            assertThat(match("acme/", "s", "Why is the sky blue?")).isEmpty();
        }

        assertThat(embedded).hasValue(3);
        assertThat(outcomes).containsSubsequence("unknown", "unknown", "direct:simulated OFF", "unknown", "off", "off");
    }

    @Test
    void text_longOrEmpty_passesBy() {
        assertThat(match("acme/", "s", "word ".repeat(500))).isEmpty();
        assertThat(match("acme/", "s", "  ")).isEmpty();
        assertThat(embedded).hasValue(0);
        assertThat(outcomes).containsExactly("passed_by", "passed_by");
    }

    @Test
    void caches_ofOneContext_shareWhatIsKnown() throws Exception {
        learn("acme/", "s", "Why is the sky blue?");
        SemanticCache second = new SemanticCache();
        second.setCamelContext(camel);
        second.setEmbeddings("direct:simulated");
        second.setNotes(notes);
        second.start();

        assertThat(second.ask(new Question("acme/", "s", "Why is the sky so blue?"), new DefaultExchange(camel))
                        .match())
                .isPresent();
        second.stop();
    }

    @Test
    void model_withoutADefault_needsAThreshold() {
        SemanticCache unknown = new SemanticCache();
        unknown.setCamelContext(camel);
        unknown.setNotes(notes);
        unknown.setEmbeddings("model:ours");

        assertThatThrownBy(unknown::start)
                .hasMessageContaining("expected a 'threshold' for the embedding model model:ours");
        assertThatThrownBy(() -> unknown.setThreshold(1.5)).hasMessageContaining("up to 1");
        assertThat(EmbeddingThreshold.of("ai:openai/text-embedding-3-small?dimensions=512"))
                .isPresent();
    }

    @Test
    void space_unsaid_isLookedForInTheRegistry() {
        SemanticCache lost = new SemanticCache();
        lost.setCamelContext(camel);
        lost.setEmbeddings("model:simulated");

        assertThatThrownBy(lost::start).hasMessageContaining("CacheSpace");
    }
}
