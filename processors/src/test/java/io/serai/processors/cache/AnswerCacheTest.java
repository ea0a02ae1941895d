package io.serai.processors.cache;

import static io.serai.processors.cache.CacheLab.answer;
import static io.serai.processors.cache.CacheLab.chunks;
import static io.serai.processors.cache.CacheLab.request;
import static io.serai.processors.cache.CacheLab.streamed;
import static io.serai.processors.cache.CacheLab.text;
import static io.serai.processors.cache.CacheLab.verdict;
import static io.serai.processors.cache.CacheLab.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.explain.Inquiry;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.standing.AnswerForm;
import io.serai.api.trace.Trace;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cache in a route gives again, to whom and until when. F68: stored and served in either form. */
class AnswerCacheTest {

    private final CacheLab lab = new CacheLab();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void equalCall_later_isAnsweredWithoutTheStep_withAnIdTimeAndUsageOfItsOwn() throws Exception {
        lab.start();

        Exchange first = lab.send(request("Hi"));
        lab.now.addAndGet(42_000);
        Exchange second = lab.send(request("Hi"));

        assertThat(lab.calls).hasValue(1);
        assertThat(verdict(first)).isEqualTo(CacheVerdict.MISS);
        assertThat(verdict(second)).isEqualTo(CacheVerdict.HIT);
        assertThat(second.getProperty(CacheVerdict.AGE)).isEqualTo(42_000L);
        assertThat(lab.judged).containsExactly(CacheVerdict.MISS, CacheVerdict.HIT);
        assertThat(first.getMessage().getBody(Map.class)).containsEntry("id", "chatcmpl-first");
        Map<String, Object> again = whole(second);
        assertThat(again.get("id").toString()).startsWith("chatcmpl-").isNotEqualTo("chatcmpl-first");
        assertThat(again).containsEntry("created", lab.now.get() / 1000);
        assertThat(again.get("usage").toString())
                .isEqualTo("{prompt_tokens=7, completion_tokens=3, total_tokens=10,"
                        + " prompt_tokens_details={cached_tokens=7}, cached=true}");
        assertThat(again).containsEntry("choices", answer("Hello", "stop").get("choices"));
    }

    @Test
    void hit_isOnTheMeter_andNoAttempt() throws Exception {
        lab.start();
        lab.send(request("Hi"));

        Exchange hit = lab.send(request("Hi"));

        Meter meter = hit.getProperty(CallNames.METER, Meter.class);
        assertThat(meter.count()).isZero();
        assertThat(meter.hits()).hasSize(1);
        assertThat(hit.getProperty(CallNames.ATTEMPT, Attempt.class).target()).isEqualTo("acme/m-1");
        assertThat(meter.usage()).containsEntry("prompt_tokens", 7).containsEntry("cached", true);
    }

    @Test
    void trace_ofAHit_tellsTheCache() throws Exception {
        lab.start();
        lab.send(request("Hi"));
        Trace trace = new Trace();

        lab.send(request("Hi"), exchange -> exchange.setProperty(CallNames.TRACE, trace));

        assertThat(trace.verdicts()).singleElement().satisfies(told -> {
            assertThat(told.policy()).isEqualTo("cache");
            assertThat(told.verdict()).isEqualTo("hit");
        });
    }

    @Test
    void answerThatCameWhole_isServedAsAStream_F68() throws Exception {
        lab.start();
        lab.send(request("Hi"));

        Exchange hit = lab.send(streamed("Hi"));

        assertThat(lab.calls).hasValue(1);
        List<Map<String, Object>> told = new ArrayList<>();
        hit.getMessage().getBody(ChatStream.class).forEachRemaining(told::add);
        assertThat(told).hasSize(3).allSatisfy(chunk -> assertThat(chunk)
                .containsEntry("object", "chat.completion.chunk")
                .containsEntry("id", told.get(0).get("id")));
        assertThat(told.get(0)).doesNotContainKey("usage").doesNotContainEntry("id", "chatcmpl-first");
        assertThat(told.get(2).get("usage").toString()).contains("cached=true");
    }

    @Test
    void answerThatWasStreamed_isServedWhole_F68() throws Exception {
        lab.step = exchange -> ChatStream.of(chunks("stop", "Hel", "lo"));
        lab.start();
        assertThat(text(lab.send(streamed("Hi")))).isEqualTo("Hello");

        Exchange hit = lab.send(request("Hi"));

        assertThat(lab.calls).hasValue(1);
        assertThat(verdict(hit)).isEqualTo(CacheVerdict.HIT);
        assertThat(hit.getMessage().getBody(Map.class)).containsEntry("object", "chat.completion");
        assertThat(text(hit)).isEqualTo("Hello");
        assertThat(whole(hit).get("usage").toString()).contains("cached=true");
    }

    @Test
    void answerWithToolsReasoningAndSeveralChoices_isTheSameInBothForms_F68() throws Exception {
        Map<String, Object> rich = answer("Well", "tool_calls");
        Map<String, Object> message = Map.of(
                "role", "assistant",
                "content", "Well",
                "reasoning_content", "Hm",
                "reasoning_details",
                        List.of(Map.of("type", "reasoning.text", "text", "Hm", "signature", "c2ln", "index", 0)),
                "tool_calls",
                        List.of(
                                Map.of(
                                        "id",
                                        "a",
                                        "type",
                                        "function",
                                        "function",
                                        Map.of("name", "f", "arguments", "{}")),
                                Map.of(
                                        "id",
                                        "b",
                                        "type",
                                        "function",
                                        "function",
                                        Map.of("name", "g", "arguments", "{}"))));
        List<Object> choices = List.of(
                Map.of("index", 0, "message", message, "finish_reason", "tool_calls"),
                Map.of(
                        "index",
                        1,
                        "message",
                        Map.of("role", "assistant", "content", "Or"),
                        "logprobs",
                        Map.of("content", List.of(Map.of("token", "Or", "logprob", -1))),
                        "finish_reason",
                        "stop"));
        rich.put("choices", choices);
        lab.step = exchange -> rich;
        lab.start();
        Map<String, Object> asked = request("Hi");
        asked.put("n", 2);
        lab.send(asked);
        Map<String, Object> askedAsStream = streamed("Hi");
        askedAsStream.put("n", 2);

        Exchange whole = lab.send(asked);
        Exchange stream = lab.send(askedAsStream);

        assertThat(lab.calls).hasValue(1);
        assertThat(whole(whole)).containsEntry("choices", choices);
        assertThat(whole(stream)).containsEntry("choices", choices);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cache-control     | no-cache       | MISS   | HIT
                    cache-control     | no-store       | HIT    | HIT
                    cache-control     | max-age=60     | HIT    | HIT
                    cache-control     | max-age=5      | MISS   | HIT
                    Cache-Control     | Max-Age=5      | MISS   | HIT
                    cache-control     | max-age=soon   | MISS   | HIT
                    cache-control     | no-cache, no-store | BYPASS | HIT
                    cache-control     | only-if-cached | HIT    | HIT
                    x-serai-cache     | off            | BYPASS | HIT
                    x-serai-cache-key | mine           | MISS   | HIT
                    x-serai-fault     | status=500     | BYPASS | HIT
                    x-serai-region    | eu             | MISS   | HIT
                    x-serai-tags      | gold           | MISS   | HIT
                    x-serai-no-fallback | true         | MISS   | HIT
                    x-serai-trace     | on             | HIT    | HIT
                    x-request-id      | r-1            | HIT    | HIT
                    """)
    void client_withAHeader_getsWhatItWants(String header, String value, CacheVerdict wanted, CacheVerdict after)
            throws Exception {
        lab.start();
        lab.send(request("Hi"));
        lab.now.addAndGet(10_000);

        assertThat(verdict(lab.send(request("Hi"), header, value))).isEqualTo(wanted);
        assertThat(verdict(lab.send(request("Hi")))).isEqualTo(after);
    }

    @Test
    void noCache_isNotRead_butWritten_andNoStore_isNeither() throws Exception {
        lab.start();

        lab.send(request("Hi"), "cache-control", "no-store");
        assertThat(verdict(lab.send(request("Hi"), "cache-control", "no-cache")))
                .isEqualTo(CacheVerdict.MISS);
        assertThat(verdict(lab.send(request("Hi")))).isEqualTo(CacheVerdict.HIT);
        assertThat(lab.calls).hasValue(2);
    }

    @Test
    void answer_olderThanItsTtl_isMadeAnew() throws Exception {
        lab.cache.setTtl(Duration.ofMinutes(1));
        lab.start();
        lab.send(request("Hi"));

        lab.now.addAndGet(60_001);

        assertThat(verdict(lab.send(request("Hi")))).isEqualTo(CacheVerdict.MISS);
    }

    @Test
    void staleAnswer_isServed_andMadeAnewOnceInTheBackground() throws Exception {
        lab.cache.setTtl(Duration.ofMinutes(1));
        lab.cache.setStale(Duration.ofMinutes(1));
        lab.start();
        lab.send(streamed("Hi"));
        lab.now.addAndGet(90_000);
        lab.step = exchange -> answer("News", "stop");

        assertThat(text(lab.send(request("Hi")))).isEqualTo("Hello");

        await().until(() -> "News".equals(text(lab.send(request("Hi")))));
        assertThat(lab.calls).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({"0.9, HIT", "1.0, HIT", "1, HIT", "1.1, BYPASS", ", HIT"})
    void temperature_aboveTheBound_passesBy(BigDecimal heat, CacheVerdict second) throws Exception {
        lab.start();
        Map<String, Object> request = request("Hi");
        request.put("temperature", heat);
        lab.send(request);

        assertThat(verdict(lab.send(request))).isEqualTo(second);
    }

    @Test
    void temperature_aboveOne_isKeptWhereTheBoundIsRaised() throws Exception {
        lab.cache.setMaxTemperature(2);
        lab.start();
        Map<String, Object> hot = request("Hi");
        hot.put("temperature", 1.4);
        lab.send(hot);

        assertThat(verdict(lab.send(hot))).isEqualTo(CacheVerdict.HIT);
    }

    /** Two caches in one memory, with keys of one version. */
    @Test
    void modeRead_givesWhatAnotherHasKept() throws Exception {
        try (CacheLab reader = new CacheLab()) {
            lab.cache.setVersion("1");
            lab.cache.setMode("write");
            lab.start();
            lab.send(request("Hi"));
            reader.cache.setVersion("1");
            reader.cache.setMode("read");
            reader.keepIn(lab.space);
            reader.start();

            assertThat(verdict(reader.send(request("Hi")))).isEqualTo(CacheVerdict.HIT);
            assertThat(verdict(reader.send(request("Ho")))).isEqualTo(CacheVerdict.MISS);
            assertThat(verdict(reader.send(request("Ho")))).isEqualTo(CacheVerdict.MISS);
        }
    }

    @Test
    void mode_saysWhatIsDone() throws Exception {
        lab.cache.setMode("read");
        lab.start();
        lab.send(request("Hi"));
        assertThat(verdict(lab.send(request("Hi")))).isEqualTo(CacheVerdict.MISS);

        CacheLab writer = new CacheLab();
        writer.cache.setMode("write");
        try (writer) {
            writer.start();
            writer.send(request("Hi"));
            assertThat(verdict(writer.send(request("Hi")))).isEqualTo(CacheVerdict.MISS);
            assertThat(writer.space.store().statistics().entries()).isEqualTo(1);
        }
        CacheLab off = new CacheLab();
        off.cache.setMode("off");
        try (off) {
            off.start();
            assertThat(verdict(off.send(request("Hi")))).isNull();
        }
    }

    @Test
    void otherBodiesAndOperations_passBy() throws Exception {
        lab.start();

        lab.send(exchangeOf("Hi"));
        lab.send(request("Hi"), CallNames.OPERATION, "count_tokens");
        Exchange again = lab.send(request("Hi"), CallNames.OPERATION, "count_tokens");

        assertThat(verdict(again)).isNull();
        assertThat(lab.calls).hasValue(3);
    }

    private Exchange exchangeOf(Object body) {
        Exchange exchange = lab.exchange(Map.of());
        exchange.getMessage().setBody(body);
        return exchange;
    }

    /** As scripts do. */
    @Test
    @SuppressWarnings("unchecked")
    void laterStep_thatChangesAnAnswerInPlace_changesItForItsOwnCallOnly() throws Exception {
        lab.start();
        for (int i = 0; i < 3; i++) {
            Exchange exchange = lab.send(request("Hi"));
            assertThat(text(exchange)).isEqualTo("Hello");
            Object choice = ((List<?>) exchange.getMessage().getBody(Map.class).get("choices")).get(0);
            ((Map<String, Object>) ((Map<?, ?>) choice).get("message")).put("content", "changed");
        }
        assertThat(lab.calls).hasValue(1);
    }

    @Test
    void explain_tellsWhetherItWouldHit_andIsNoUse() throws Exception {
        lab.cache.setName("faq");
        lab.start();
        Exchange exchange = lab.exchange(request("Hi"));
        Inquiry inquiry = new Inquiry(Operation.CHAT, "fast", AnswerForm.WHOLE, request("Hi"), exchange);

        assertThat(lab.cache.explain(inquiry))
                .containsEntry("cache", "faq")
                .containsEntry("mode", "read-write")
                .containsEntry("scope", "tenant")
                .containsEntry("verdict", "miss");
        lab.send(request("Hi"));
        assertThat(lab.cache.explain(inquiry)).containsEntry("verdict", "hit").containsEntry("age_ms", 0L);
        assertThat(lab.calls).hasValue(1);
    }
}
