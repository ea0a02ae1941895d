package io.serai.api.trace;

/**
 * What a policy said of a request.
 *
 * @param at the moment, on the clock of {@link System#nanoTime()}
 * @param policy its name
 * @param verdict in one word, such as {@code allowed}
 * @param why in words; may be empty
 */
public record Verdict(long at, String policy, String verdict, String why) {}
