package io.serai.processors.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.Usage;
import io.serai.api.chat.UsageCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Costs are those of exact arithmetic, whatever the prices and however many tokens. */
class ModelPricePropertyTest {

    private static final long BILLION = 1_000_000_000;

    @Property
    void cost_ofUpToABillionTokens_isTheExactSumOfItsPartsRoundedOnce(
            @ForAll @Size(10) List<@LongRange(max = Rates.MAX) Long> prices,
            @ForAll @LongRange(max = BILLION) long fresh,
            @ForAll @LongRange(max = BILLION) long cached,
            @ForAll @LongRange(max = BILLION) long written,
            @ForAll @LongRange(max = BILLION) long spoken,
            @ForAll @LongRange(max = BILLION) long thought,
            @ForAll @LongRange(max = BILLION) long said) {
        Usage usage = new UsageCounts()
                .prompt(fresh + cached + written + spoken)
                .promptDetail("cached_tokens", cached)
                .promptDetail("cache_write_tokens", written)
                .promptDetail("audio_tokens", spoken)
                .completion(thought + said)
                .completionDetail("reasoning_tokens", thought)
                .usage();

        BigDecimal exact = product(prices, Part.INPUT, fresh)
                .add(product(prices, Part.CACHED_INPUT, cached))
                .add(product(prices, Part.CACHE_WRITE, written))
                .add(product(prices, Part.INPUT_AUDIO, spoken))
                .add(product(prices, Part.REASONING, thought))
                .add(product(prices, Part.OUTPUT, said));
        assertThat(ModelPrice.flat(rates(prices)).cost(usage))
                .contains(
                        new NanoDollars(exact.setScale(0, RoundingMode.HALF_UP).longValueExact()));
    }

    @Property
    void cost_ofTwoCalls_isAtMostOneNanoDollarFromThatOfBothTogether(
            @ForAll @LongRange(max = Rates.MAX) long input,
            @ForAll @LongRange(max = Rates.MAX) long output,
            @ForAll @LongRange(max = BILLION) long firstIn,
            @ForAll @LongRange(max = BILLION) long firstOut,
            @ForAll @LongRange(max = BILLION) long secondIn,
            @ForAll @LongRange(max = BILLION) long secondOut) {
        ModelPrice price = ModelPrice.flat(new Rates(Map.of(Part.INPUT, input, Part.OUTPUT, output)));

        long apart = price.cost(Usage.of(firstIn, firstOut)).orElseThrow().count()
                + price.cost(Usage.of(secondIn, secondOut)).orElseThrow().count();
        long together = price.cost(Usage.of(firstIn + secondIn, firstOut + secondOut))
                .orElseThrow()
                .count();

        assertThat(apart - together).isBetween(-1L, 1L);
    }

    @Property
    void cost_ofWhatProvidersMakeUp_isNeverNegativeAndNeverFails(
            @ForAll @Size(10) List<@LongRange(max = Rates.MAX) Long> prices,
            @ForAll long prompt,
            @ForAll long cached,
            @ForAll long written,
            @ForAll long completion,
            @ForAll long reasoning) {
        Usage usage = new UsageCounts()
                .prompt(prompt)
                .promptDetail("cached_tokens", cached)
                .promptDetail("cache_write_tokens", written)
                .completion(completion)
                .completionDetail("reasoning_tokens", reasoning)
                .usage();

        assertThat(ModelPrice.flat(rates(prices))
                        .cost(usage)
                        .orElse(NanoDollars.ZERO)
                        .count())
                .isNotNegative();
    }

    private static Rates rates(List<Long> prices) {
        Map<Part, Long> rates = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            rates.put(part, price(prices, part));
        }
        return new Rates(rates);
    }

    private static long price(List<Long> prices, Part part) {
        return prices.get(List.of(Part.values()).indexOf(part));
    }

    private static BigDecimal product(List<Long> prices, Part part, long tokens) {
        return BigDecimal.valueOf(price(prices, part))
                .multiply(BigDecimal.valueOf(tokens))
                .movePointLeft(6);
    }
}
