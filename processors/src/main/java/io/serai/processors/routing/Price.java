package io.serai.processors.routing;

/**
 * What a target's tokens cost.
 *
 * @param input nano-dollars per million tokens of the request
 * @param output nano-dollars per million tokens of the answer
 */
public record Price(long input, long output) {

    /** Dearer than anything: what nobody knows the price of is no bargain. */
    public static final Price UNKNOWN = new Price(Long.MAX_VALUE, Long.MAX_VALUE);

    double of(long inputTokens, long outputTokens) {
        return (double) input * inputTokens + (double) output * outputTokens;
    }
}
