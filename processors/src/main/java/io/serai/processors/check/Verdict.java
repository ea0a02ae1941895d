package io.serai.processors.check;

import java.util.Optional;

/**
 * What a check finds.
 *
 * @param fault why the answer is not good enough, fit for callers and logs: what was expected and what was found, in numbers and names,
 *     never a word of the answer; empty where nothing is wrong
 */
public record Verdict(Optional<String> fault) {

    /** Nothing is wrong. */
    public static final Verdict PASSED = new Verdict(Optional.empty());

    public static Verdict failed(String fault) {
        return new Verdict(Optional.of(fault));
    }

    /** A fault, unless all is good. */
    public static Verdict of(boolean good, String fault) {
        return good ? PASSED : failed(fault);
    }

    public boolean passed() {
        return fault.isEmpty();
    }
}
