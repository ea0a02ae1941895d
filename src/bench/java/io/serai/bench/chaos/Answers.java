package io.serai.bench.chaos;

/** What the provider answers, and what that costs by {@code src/bench/chaos/prices.yaml}. */
final class Answers {

    static final int INPUT = 12;
    static final int OUTPUT = 10;

    /** Called all the time. */
    static final String STEADY = "bench/bench-json";

    private static final long NANOS_INPUT = 1_000;
    private static final long NANOS_OUTPUT = 2_000;

    private Answers() {}

    /** A model with a budget of its own. Its input is free, so that a call costs just what is reserved for it. */
    static String budgeted(String name) {
        return "bench/budgeted-" + name;
    }

    /** What a call of a model costs, in nano-dollars. */
    static long cost(String model) {
        long output = OUTPUT * NANOS_OUTPUT;
        return model.equals(STEADY) ? INPUT * NANOS_INPUT + output : output;
    }
}
