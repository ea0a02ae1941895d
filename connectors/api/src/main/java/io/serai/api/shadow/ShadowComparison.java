package io.serai.api.shadow;

import java.util.Optional;

/**
 * What came of asking two models the same. Holds nothing of what was said.
 *
 * @param shadow the name of the place in the routes where the two are compared
 * @param real whom the caller heard
 * @param candidate whom nobody heard
 * @param toolCalls whether both called the same tools with equal arguments, in the same order
 * @param preferred by the judge, where there is one
 */
public record ShadowComparison(
        String shadow, ShadowSide real, ShadowSide candidate, Likeness toolCalls, Optional<Preference> preferred) {

    /** Whether both did the same. */
    public enum Likeness {
        SAME,
        DIFFERENT,
        /** Not both have given a whole answer that was kept. */
        UNKNOWN
    }

    /** Whose answer is better. */
    public enum Preference {
        REAL,
        CANDIDATE,
        NEITHER,
        /** The judge failed, or said nothing that could be understood. */
        UNKNOWN
    }

    /** Whether both ended for the same reason. */
    public Likeness finishReasons() {
        if (real.finishReason().isEmpty() || candidate.finishReason().isEmpty()) {
            return Likeness.UNKNOWN;
        }
        return real.finishReason().equals(candidate.finishReason()) ? Likeness.SAME : Likeness.DIFFERENT;
    }
}
