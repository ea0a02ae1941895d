package io.serai.processors.routing;

/** A strategy that remembers or throws dice, and can tell without that whom it would choose. */
interface Foreseeable extends Strategy {

    /**
     * Whom it would choose now, or most likely where that is left to chance.
     *
     * @param open the set of those that may be tried, never empty
     * @return its position; no call of it has begun
     */
    int next(Targets targets, long open, Wish wish);
}
