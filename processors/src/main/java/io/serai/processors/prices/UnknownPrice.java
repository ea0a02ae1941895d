package io.serai.processors.prices;

/**
 * What becomes of calls of models that have no price.
 *
 * @param ceiling that they are charged by: never nothing
 */
public record UnknownPrice(Policy policy, ModelPrice ceiling) {

    /** What is to be done. */
    public enum Policy {
        /** They are made, and charged by the ceiling. */
        CEILING,
        /** They are refused; one that turns out to be of a model without a price is charged by the ceiling. */
        REFUSE
    }
}
