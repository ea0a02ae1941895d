package io.serai.processors.cache;

import io.serai.api.trace.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which answers to chats are worth keeping: whole ones alone, that came to an end of which the policy approves. A provider's failure may come
 * with status 200, and a cut answer without any word of it; both would be given again for as long as they are kept.
 */
final class KeptAnswers {

    private final CachePolicy policy;

    KeptAnswers(CachePolicy policy) {
        this.policy = policy;
    }

    /** The answer as it is to be kept; null where it is not. Its map is another one, its members are the same. */
    @Nullable
    Map<String, Object> of(Map<String, Object> request, Map<String, Object> answer) {
        if (!isWhole(request, answer) || AnswerSize.of(answer) > policy.maxSize()) {
            return null;
        }
        Map<String, Object> kept = new LinkedHashMap<>(answer);
        // How one request went, of which the next knows nothing.
        kept.remove(Trace.MEMBER);
        return kept;
    }

    private boolean isWhole(Map<String, Object> request, Map<String, Object> answer) {
        if (answer.get("error") != null
                || !(answer.get("choices") instanceof List<?> choices)
                || choices.size() != wanted(request)) {
            return false;
        }
        for (Object element : choices) {
            if (!(element instanceof Map<?, ?> choice) || !isGood(choice)) {
                return false;
            }
        }
        return true;
    }

    private static int wanted(Map<String, Object> request) {
        return request.get("n") instanceof Number n ? n.intValue() : 1;
    }

    /** OpenRouter tells of a failure within a choice. A refusal is a guard's word, the provider's or the gateway's own. */
    private boolean isGood(Map<?, ?> choice) {
        return choice.get("error") == null
                && choice.get("finish_reason") instanceof String reason
                && policy.finishReasons().contains(reason)
                && choice.get("message") instanceof Map<?, ?> message
                && !isSaid(message.get("refusal"));
    }

    private static boolean isSaid(@Nullable Object text) {
        return text instanceof CharSequence said ? !said.isEmpty() : text != null;
    }
}
