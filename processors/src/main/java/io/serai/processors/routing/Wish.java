package io.serai.processors.routing;

import org.jspecify.annotations.Nullable;

/**
 * What a strategy may know of a call.
 *
 * @param inputTokens estimated
 * @param outputTokens estimated
 * @param stickyTo who or what should always meet the same target; null for nothing
 * @param form of the answer
 * @param now on the clock of {@link Standing}
 */
public record Wish(long inputTokens, long outputTokens, @Nullable String stickyTo, Form form, long now) {

    /** How the answer comes: the first token of a stream comes sooner than a whole answer. */
    public enum Form {
        STREAMED,
        WHOLE
    }

    Wish at(long later) {
        return new Wish(inputTokens, outputTokens, stickyTo, form, later);
    }
}
