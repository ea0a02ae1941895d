package io.serai.processors.limits;

import java.util.Map;

/** Hears how limits are used. Told on the thread that looks after them, of refusals on that of the call: be quick, never throw. */
public interface LimitListener {

    /** Hears nothing. */
    LimitListener NONE = new LimitListener() {};

    /**
     * A threshold is reached: told once per window by one of all nodes; by each, where the window is rolling.
     *
     * @param subject a value for each dimension of the limit's scope
     */
    default void reached(Limit limit, Map<Dimension, String> subject, Threshold threshold) {}

    /**
     * How much is used, by the subject that has used most of it; told every second.
     *
     * @param ratio 1 where all is used; more, where calls came out dearer than their estimate
     */
    default void used(Limit limit, double ratio) {}

    /** A call was refused, or its answer cut. */
    default void refused(Limit limit) {}
}
