package io.serai.processors.prices;

import io.serai.api.chat.Usage;
import java.util.Optional;

/**
 * The price that a call is charged by; there always is one.
 *
 * @param version of the price, to be stored with what is charged
 * @param standing whether a list has it
 */
public record Priced(ModelPrice price, String version, Standing standing) {

    /** Where a price comes from. */
    public enum Standing {
        LISTED,
        /** Nobody knows what the model costs: the price is the ceiling. */
        CEILING
    }

    /** What so many tokens cost. */
    public NanoDollars cost(long input, long output) {
        return cost(Usage.of(input, output)).orElse(NanoDollars.ZERO);
    }

    /**
     * What a usage costs; by the dearest rates where some of its tokens have no price of their own, empty where it counts no tokens or
     * more than can be.
     */
    public Optional<NanoDollars> cost(Usage usage) {
        Optional<NanoDollars> exact = price.cost(usage);
        return exact.isPresent() || !TokenSplit.isCredible(usage)
                ? exact
                : Optional.of(price.most(usage.promptTokens(), usage.completionTokens()));
    }
}
