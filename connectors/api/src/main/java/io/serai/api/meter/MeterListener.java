package io.serai.api.meter;

/** Hears of every attempt. Called on the thread that made the call: be quick, never throw. */
public interface MeterListener {

    /** Hears nothing. */
    MeterListener NONE = new MeterListener() {};

    default void begun(Attempt attempt) {}

    /** The attempt's outcome, usage and times are final. */
    default void ended(Attempt attempt) {}

    /** A cache has answered in place of the provider that the attempt names: it has succeeded, and nobody has made it. */
    default void hit(Attempt attempt) {}
}
