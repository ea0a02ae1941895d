package io.serai.processors.routing;

import io.serai.api.standing.AnswerForm;
import io.serai.api.standing.Standing;
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
public record Wish(long inputTokens, long outputTokens, @Nullable String stickyTo, AnswerForm form, long now) {

    Wish at(long later) {
        return new Wish(inputTokens, outputTokens, stickyTo, form, later);
    }
}
