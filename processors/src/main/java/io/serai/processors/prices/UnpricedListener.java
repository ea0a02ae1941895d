package io.serai.processors.prices;

/** Hears of calls whose models have no price. Called on the path of a call: be quick, never throw. */
@FunctionalInterface
public interface UnpricedListener {

    /** Hears nothing. */
    UnpricedListener NONE = (provider, model) -> {};

    /** A call of a model is about to be charged by the ceiling, or refused. */
    void unpriced(String provider, String model);
}
