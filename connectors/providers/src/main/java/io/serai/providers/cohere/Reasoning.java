package io.serai.providers.cohere;

import io.serai.api.chat.ReasoningDetail;

/**
 * What a model thinks before it answers: thinking blocks, and the plan that models without them make before they call tools (<a
 * href="https://docs.cohere.com/docs/tool-use-overview">tool_plan</a>).
 */
final class Reasoning {

    /** Whose it is, in the way of OpenRouter's formats. */
    static final String FORMAT = "cohere-command-v1";

    /** The {@code id} of a plan, which goes back to another place than thoughts. */
    static final String PLAN = "tool_plan";

    private Reasoning() {}

    static ReasoningDetail thought(int index, String text) {
        return ReasoningDetail.of(ReasoningDetail.Type.TEXT, FORMAT, index).with("text", text);
    }

    static ReasoningDetail plan(int index, String text) {
        return thought(index, text).with("id", PLAN);
    }

    static boolean isPlan(ReasoningDetail detail) {
        return detail.string("id").filter(PLAN::equals).isPresent();
    }
}
