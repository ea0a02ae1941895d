package io.serai.api.meter;

/** Is told how the variants of a canary do. Called on the thread of the call, must not block. */
@FunctionalInterface
public interface VariantListener {

    VariantListener NONE = (name, variant, outcome, nanos, tokens) -> {};

    /**
     * A call has ended.
     *
     * @param name of the canary
     * @param variant {@code stable} or {@code canary}
     * @param outcome {@code succeeded}, {@code cancelled}, or the label of an error
     * @param nanos that it took, to the end of a stream
     * @param tokens of the answer and its request, 0 where that is not known
     */
    void ended(String name, String variant, String outcome, long nanos, long tokens);
}
