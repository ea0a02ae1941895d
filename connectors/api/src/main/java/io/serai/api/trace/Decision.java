package io.serai.api.trace;

/**
 * One turn that a request took.
 *
 * @param at the moment, on the clock of {@link System#nanoTime()}
 * @param where the route or the step that decided
 * @param turn what was decided
 * @param about whom: a target such as {@code openai/gpt-4.1-mini}, a model; may be empty
 * @param why in words, such as the name of a strategy; may be empty
 */
public record Decision(long at, String where, Turn turn, String about, String why) {

    /** What can be decided. */
    public enum Turn {
        /** A published model's route was entered. */
        MODEL("model"),
        /** A target was chosen. */
        CHOSEN("chosen"),
        /** A target was passed over: it rests after failures, or by a rate limit. */
        RESTING("resting"),
        /** A target was passed over: it can't serve a request like this. */
        UNFIT("unfit"),
        /** A target that rests was asked before its time, as nobody else was left. */
        EARLY("early"),
        /** The same target is asked again. */
        RETRY("retry"),
        /** Another target was asked beside the first, which is slow. */
        HEDGE("hedge"),
        /** A target was given up: another was quicker. */
        LOST("lost"),
        /** Fallbacks of this kind are asked from now on. */
        FALLBACK("fallback"),
        /** A route took one way of several. */
        WAY("way");

        private final String label;

        Turn(String label) {
            this.label = label;
        }

        /** The spelling in answers. */
        public String label() {
            return label;
        }
    }
}
