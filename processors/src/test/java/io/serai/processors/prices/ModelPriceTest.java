package io.serai.processors.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.Usage;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calls cost: usages as providers tell them, prices of round dollars. */
class ModelPriceTest {

    private static final ModelPrice TEXT = price("{input: 2, cached-input: 0.5, output: 8}");
    private static final ModelPrice CACHE =
            price("{input: 3, cached-input: 0.3, cache-write: 3.75, cache-write-1h: 6, output: 15}");
    private static final ModelPrice SOUND =
            price("{input: 1, input-audio: 10, output: 4, output-audio: 20, reasoning: 5}");
    private static final ModelPrice LONG =
            price("{input: 1, output: 5, above: {200000: {input: 2, output: 10}, 500000: {input: 4, output: 20}}}");

    @Test
    void tokens_inAndOut_costWhatTheyAre() {
        assertThat(TEXT.cost(Usage.of(1_000_000, 500_000))).contains(new NanoDollars(6_000_000_000L));
        assertThat(TEXT.cost(Usage.of(1, 0))).contains(new NanoDollars(2_000));
    }

    @Test
    void tokens_none_costNothing() {
        assertThat(TEXT.cost(Usage.of(0, 0))).contains(NanoDollars.ZERO);
    }

    @Test
    void cachedTokens_withinThoseIn_areTakenOut() throws JsonException {
        assertThat(
                        TEXT.cost(
                                usage(
                                        "{\"prompt_tokens\":1000,\"completion_tokens\":0,\"prompt_tokens_details\":{\"cached_tokens\":800}}")))
                .contains(new NanoDollars(200 * 2_000 + 800 * 500));
    }

    @Test
    void cachedTokens_withoutAPrice_costAsInput() throws JsonException {
        assertThat(LONG.cost(usage("{\"prompt_tokens\":1000,\"prompt_tokens_details\":{\"cached_tokens\":800}}")))
                .contains(new NanoDollars(1_000 * 1_000));
    }

    @Test
    void cachedTokens_moreThanThereAre_areNotMoreThanAll() throws JsonException {
        assertThat(TEXT.cost(usage("{\"prompt_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":800}}")))
                .contains(new NanoDollars(10 * 500));
    }

    @Test
    void writtenTokens_ofAnthropic_costByTheTimeTheyAreKept() throws JsonException {
        assertThat(
                        CACHE.cost(
                                usage(
                                        """
                        {"prompt_tokens":1000,"completion_tokens":10,
                         "prompt_tokens_details":{"cached_tokens":500,"cache_write_tokens":300},
                         "cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":200}}""")))
                .contains(new NanoDollars(200 * 3_000 + 500 * 300 + 100 * 3_750 + 200 * 6_000 + 10 * 15_000));
    }

    @Test
    void writtenTokens_ofBedrock_costByTheTimeTheyAreKept() throws JsonException {
        assertThat(
                        CACHE.cost(
                                usage(
                                        """
                        {"prompt_tokens":1000,"prompt_tokens_details":{"cache_write_tokens":300},
                         "cacheDetails":[{"ttl":"5m","inputTokens":100},{"ttl":"1h","inputTokens":200}]}""")))
                .contains(new NanoDollars(700 * 3_000 + 100 * 3_750 + 200 * 6_000));
    }

    @Test
    void soundAndReasoning_pricedApart_areTakenOut() throws JsonException {
        assertThat(
                        SOUND.cost(
                                usage(
                                        """
                        {"prompt_tokens":100,"completion_tokens":200,
                         "prompt_tokens_details":{"audio_tokens":60},
                         "completion_tokens_details":{"audio_tokens":50,"reasoning_tokens":100}}""")))
                .contains(new NanoDollars(40 * 1_000 + 60 * 10_000 + 100 * 5_000 + 50 * 20_000 + 50 * 4_000));
    }

    @Test
    void reasoning_notPricedApart_costsAsOutput() throws JsonException {
        assertThat(TEXT.cost(
                        usage("{\"completion_tokens\":100,\"completion_tokens_details\":{\"reasoning_tokens\":70}}")))
                .contains(new NanoDollars(100 * 8_000));
    }

    @ParameterizedTest
    @CsvSource({"200000, 1, 5", "200001, 2, 10", "500001, 4, 20"})
    void prompt_longerThanATier_costsMoreForAllTokens(long prompt, long input, long output) {
        assertThat(LONG.cost(Usage.of(prompt, 1_000_000)))
                .contains(new NanoDollars(prompt * input * 1_000 + output * 1_000_000_000));
    }

    @ParameterizedTest
    @CsvSource({"1, 38", "2, 75", "3, 113", "1000000, 37500000"})
    void price_ofLessThanANanoDollar_isRoundedOnceAtTheEnd(long tokens, long nanos) {
        assertThat(price("{input: 0.0375}").cost(Usage.of(tokens, 0))).contains(new NanoDollars(nanos));
    }

    @Test
    void tokens_withoutAPrice_haveNoCost() {
        assertThat(price("{input: 0.02}").cost(Usage.of(10, 0))).contains(new NanoDollars(200));
        assertThat(price("{input: 0.02}").cost(Usage.of(10, 1))).isEmpty();
        assertThat(price("{output: 1}").cost(Usage.of(1, 1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"type\":\"duration\",\"seconds\":3}",
                "{\"prompt_tokens\":-1}",
                "{\"prompt_tokens\":1,\"completion_tokens\":-5}",
                "{\"prompt_tokens\":9223372036854775807}",
                "{\"prompt_tokens\":\"12\"}"
            })
    void usage_thatCountsNoTokensOrCantBe_hasNoCost(String usage) throws JsonException {
        assertThat(TEXT.cost(usage(usage))).isEmpty();
    }

    static ModelPrice price(String yaml) {
        return PriceListReader.read(
                        "prices.yaml", "prices: {any: {source: a test, date: 2026-11-21, models: {m: " + yaml + "}}}")
                .find("any", "m")
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    static Usage usage(String json) throws JsonException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new Usage(
                (Map<String, Object>) Objects.requireNonNull(Json.standard().read(bytes, 0, bytes.length)));
    }
}
