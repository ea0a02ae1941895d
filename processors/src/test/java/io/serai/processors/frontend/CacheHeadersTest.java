package io.serai.processors.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.processors.cache.CacheVerdict;
import io.serai.processors.prices.Costs;
import io.serai.processors.prices.PriceListReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callers are told of an answer that a cache has given. */
class CacheHeadersTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(camel);
    private final Meter meter = new Meter(MeterListener.NONE);

    @BeforeEach
    void meter() {
        exchange.setProperty(CallNames.METER, meter);
    }

    private Map<String, Object> headers() {
        Answer.write(exchange, Map.of("object", "list"));
        return exchange.getMessage().getHeaders();
    }

    /** With the usage that a cache tells: all that went in came out of it. */
    private void hit(long prompt, long completion) {
        Map<String, Object> usage =
                new LinkedHashMap<>(Usage.of(prompt, completion).map());
        usage.put("prompt_tokens_details", Map.of("cached_tokens", prompt));
        usage.put("cached", true);
        Attempt hit = meter.hit("openai", "gpt", Operation.CHAT, new Usage(usage));
        exchange.setProperty(CallNames.ATTEMPT, hit);
        exchange.setProperty(CacheVerdict.PROPERTY, CacheVerdict.HIT);
    }

    private void call(long prompt, long completion) {
        Attempt attempt = meter.begin("openai", "gpt", Operation.CHAT);
        attempt.report(Usage.of(prompt, completion));
        attempt.succeed();
    }

    @ParameterizedTest
    @EnumSource(CacheVerdict.class)
    void verdict_isAHeader(CacheVerdict verdict) {
        exchange.setProperty(CacheVerdict.PROPERTY, verdict);

        assertThat(headers()).containsEntry("x-serai-cache", verdict.label()).doesNotContainKey("age");
    }

    @Test
    void noCache_isNoHeader() {
        assertThat(headers()).doesNotContainKeys("x-serai-cache", "age", "x-serai-cost-saved");
    }

    @Test
    void hit_isNoAttemptAndHasAnAgeInSeconds() {
        hit(10, 5);
        exchange.setProperty(CacheVerdict.AGE, 61_999L);

        assertThat(headers())
                .containsEntry("x-serai-cache", "hit")
                .containsEntry("age", "61")
                .containsEntry("x-serai-attempts", 0)
                .containsEntry("x-serai-model", "openai/gpt");
    }

    @Test
    void hit_costsNothingAndSaysWhatItSaves() {
        camel.getCamelContextExtension()
                .addContextPlugin(
                        Costs.class,
                        new Costs(
                                PriceListReader.read(
                                        "prices.yaml",
                                        """
                                        prices:
                                          openai:
                                            source: a test
                                            date: 2026-11-21
                                            models:
                                              gpt: {input: 1, output: 2, cached-input: 0.1}
                                        """),
                                provider -> List.of()));
        hit(1_000_000, 500_000);

        assertThat(headers()).containsEntry("x-serai-cost", "0").containsEntry("x-serai-cost-saved", "2");
    }

    @Test
    void usage_ofOneHit_isAsItsAnswerSays() {
        hit(10, 5);
        Map<String, Object> told = new LinkedHashMap<>(Usage.of(10, 5).map());
        told.put("cached", true);

        assertThat(new Bill(meter).usage(told)).isSameAs(told);
    }

    @Test
    void usage_ofHitsAlone_saysThatAllOfItIsCached() {
        hit(10, 5);
        hit(1, 2);

        assertThat(new Bill(meter).usage(Usage.of(1, 2).map()))
                .containsEntry("prompt_tokens", 11L)
                .containsEntry("completion_tokens", 7L)
                .containsEntry("prompt_tokens_details", Map.of("cached_tokens", 11L))
                .containsEntry("cached", true);
    }

    @Test
    void usage_ofAHitAndACall_saysHowMuchOfItIsCached() {
        hit(10, 5);
        call(100, 50);

        assertThat(new Bill(meter).usage(Usage.of(100, 50).map()))
                .containsEntry("prompt_tokens", 110L)
                .containsEntry("completion_tokens", 55L)
                .containsEntry("prompt_tokens_details", Map.of("cached_tokens", 10L))
                .doesNotContainKey("cached");
    }
}
