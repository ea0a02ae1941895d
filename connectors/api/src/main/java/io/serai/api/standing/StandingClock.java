package io.serai.api.standing;

/** The clock of all standings of this process: whoever tells of a target and whoever asks about it must use the same. */
public final class StandingClock {

    private static final long ORIGIN = System.nanoTime();

    private StandingClock() {}

    /** Nanoseconds since the process began, about; never negative, never backwards. */
    public static long nanos() {
        return System.nanoTime() - ORIGIN;
    }
}
