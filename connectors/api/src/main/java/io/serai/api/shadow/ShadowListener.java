package io.serai.api.shadow;

/** Hears of shadows. Called on the shadow's own thread, but for skipped ones: be quick, never throw. */
public interface ShadowListener {

    /** Both sides have come to their ends. */
    void compared(ShadowComparison comparison);

    /** A call would have had a shadow, but as many as may run were running, or its request can't be copied. Told on the caller's thread. */
    void skipped(String shadow);
}
