package io.serai.processors.prices;

import io.serai.api.chat.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a model costs.
 *
 * @param rates of its tokens
 * @param above those of all tokens of a call with more tokens in than this
 * @param call of each call, whatever its tokens
 * @param batch what part of all this a call in a batch costs
 */
public record ModelPrice(Rates rates, NavigableMap<Long, Rates> above, NanoDollars call, BigDecimal batch) {

    private static final long MILLION = 1_000_000;

    public ModelPrice {
        above = Collections.unmodifiableNavigableMap(new TreeMap<>(above));
    }

    /** A price of tokens alone, the same in a batch. */
    public ModelPrice(Rates rates, NavigableMap<Long, Rates> above) {
        this(rates, above, NanoDollars.ZERO, BigDecimal.ONE);
    }

    /** A price that does not depend on the length of the prompt. */
    public static ModelPrice flat(Rates rates) {
        return new ModelPrice(rates, new TreeMap<>());
    }

    /** Nano-dollars per million tokens in, of prompts that are not long; 0 where only what comes out has a price. */
    public long input() {
        return rates.of(Part.INPUT).orElse(0);
    }

    /** Nano-dollars per million tokens out, after prompts that are not long; 0 where nothing comes out, as of embeddings. */
    public long output() {
        return rates.of(Part.OUTPUT).orElse(0);
    }

    /** What the tokens of a call cost that has so many tokens in. */
    public Rates ratesFor(long promptTokens) {
        Map.Entry<Long, Rates> tier = above.lowerEntry(promptTokens);
        return tier == null ? rates : tier.getValue();
    }

    /**
     * What a call cost, rounded half up to a nano-dollar; empty where its usage counts no tokens, or some that have no price.
     *
     * @param usage of one call: a sum over several is dearer where long prompts are
     */
    public Optional<NanoDollars> cost(Usage usage) {
        Rates asked = ratesFor(usage.promptTokens());
        return TokenSplit.of(usage, asked).flatMap(split -> cost(split, asked)).map(call::plus);
    }

    /**
     * The most that a call of so many tokens can cost, whatever parts they turn out to be of.
     *
     * @throws ArithmeticException beyond nine billion dollars
     */
    public NanoDollars most(long input, long output) {
        Rates asked = ratesFor(input);
        long in = ceiling(input, asked.dearest(Part.INPUTS));
        return new NanoDollars(Math.addExact(in, ceiling(output, asked.dearest(Part.OUTPUTS)))).plus(call);
    }

    /** What a call in a batch costs. */
    public ModelPrice inBatch() {
        if (batch.compareTo(BigDecimal.ONE) == 0) {
            return this;
        }
        NavigableMap<Long, Rates> longer = new TreeMap<>();
        above.forEach((tokens, tier) -> longer.put(tokens, tier.times(batch)));
        NanoDollars each = new NanoDollars(BigDecimal.valueOf(call.count())
                .multiply(batch)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact());
        return new ModelPrice(rates.times(batch), longer, each, BigDecimal.ONE);
    }

    private static long ceiling(long tokens, long price) {
        return Math.addExact(
                Math.multiplyExact(tokens / MILLION, price), (tokens % MILLION * price + MILLION - 1) / MILLION);
    }

    /** Whole nano-dollars and what is left of them, in millionths: no product of tokens and price is too large. */
    private static Optional<NanoDollars> cost(TokenSplit split, Rates rates) {
        long nanos = 0;
        long millionths = MILLION / 2;
        for (Part part : Part.values()) {
            long tokens = split.of(part);
            if (tokens == 0) {
                continue;
            }
            OptionalLong price = rates.of(part);
            if (price.isEmpty()) {
                return Optional.empty();
            }
            millionths += tokens % MILLION * price.getAsLong();
            nanos = Math.addExact(
                    nanos, Math.multiplyExact(tokens / MILLION, price.getAsLong()) + millionths / MILLION);
            millionths %= MILLION;
        }
        return Optional.of(new NanoDollars(nanos));
    }
}
