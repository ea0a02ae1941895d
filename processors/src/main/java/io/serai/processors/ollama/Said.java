package io.serai.processors.ollama;

import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.media.DataUrl;
import io.serai.processors.ollama.OllamaAsked.Endpoint;
import io.serai.processors.ollama.OllamaAsked.Wish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a message, or a piece of one, is in Ollama's words: members of {@code message} in chat, of the answer itself in generate. */
final class Said {

    /** Where a provider tells them: those that it measured. In nanoseconds. */
    private static final List<String> DURATIONS = List.of("load_duration", "prompt_eval_duration", "eval_duration");

    private final OllamaAsked asked;

    Said(OllamaAsked asked) {
        this.asked = asked;
    }

    /** Puts what is said into an answer, or into a line, be it nothing. */
    void tell(Map<String, Object> message, List<Object> calls, Map<String, Object> into) {
        boolean isChat = asked.endpoint() == Endpoint.CHAT;
        Map<String, Object> members = isChat ? new LinkedHashMap<>() : into;
        if (isChat) {
            members.put("role", "assistant");
        }
        members.put(isChat ? "content" : "response", text(message));
        String thinking = thinking(message);
        if (!thinking.isEmpty()) {
            members.put("thinking", thinking);
        }
        List<Object> images = images(message);
        if (!images.isEmpty()) {
            members.put("images", images);
        }
        if (!calls.isEmpty()) {
            members.put("tool_calls", calls);
        }
        if (isChat) {
            into.put("message", members);
        }
    }

    /** Whether a piece says anything. */
    static boolean saysNothing(Map<String, Object> delta) {
        return text(delta).isEmpty()
                && thinking(delta).isEmpty()
                && images(delta).isEmpty();
    }

    /**
     * Puts the end into an answer, or into the last line: why, how long it took, how many tokens. What nobody measured is not told.
     *
     * @param usage canonical, null where nobody told any
     */
    void end(String reason, @Nullable Object usage, Map<String, Object> into) {
        into.put("done", true);
        into.put(
                "done_reason",
                asked.wish() == Wish.ANSWER ? reason : asked.wish().doneReason());
        if (asked.wish() != Wish.ANSWER) {
            return;
        }
        into.put("total_duration", asked.taken());
        if (usage instanceof Map<?, ?> counts) {
            put("prompt_eval_count", counts.get("prompt_tokens"), into);
            put("eval_count", counts.get("completion_tokens"), into);
            DURATIONS.forEach(name -> put(name, counts.get(name), into));
        }
    }

    /** Tokens of the conversation so far, which an Ollama gives back for the next turn of {@code /api/generate}. */
    void context(@Nullable Object tokens, Map<String, Object> into) {
        if (asked.endpoint() == Endpoint.GENERATE && tokens instanceof List<?>) {
            into.put("context", tokens);
        }
    }

    /** Log probabilities have OpenAI's shape, without the object around them (<a href="https://docs.ollama.com/openapi.yaml">source</a>). */
    static void logprobs(Map<String, Object> choice, Map<String, Object> into) {
        if (choice.get("logprobs") instanceof Map<?, ?> logprobs
                && logprobs.get("content") instanceof List<?> tokens
                && !tokens.isEmpty()) {
            into.put("logprobs", tokens);
        }
    }

    /** Ollama's word for a finish: calls end with {@code stop}, and for filters it has none of its own. */
    static String reason(Map<String, Object> choice) {
        return switch (String.valueOf(choice.get("finish_reason"))) {
            case "length" -> "length";
            case "content_filter" -> "content_filter";
            default -> "stop";
        };
    }

    /** The first choice of an answer, or of a chunk; empty where it has none. */
    static Map<String, Object> choice(Map<String, Object> said) {
        if (said.get("choices") instanceof List<?> choices) {
            for (Object element : choices) {
                if (element instanceof Map<?, ?> choice
                        && !(choice.get("index") instanceof Number index && index.intValue() != 0)) {
                    return cast(choice);
                }
            }
        }
        return Map.of();
    }

    /** A member that is an object; empty where there is none. */
    static Map<String, Object> member(Map<String, Object> map, String name) {
        return map.get(name) instanceof Map<?, ?> member ? cast(member) : Map.of();
    }

    private static String text(Map<String, Object> message) {
        String text = ChatRequest.text(message.get("content"));
        return text.isEmpty() && message.get("refusal") instanceof String refusal ? refusal : text;
    }

    private static String thinking(Map<String, Object> message) {
        if (message.get("reasoning_content") instanceof String text) {
            return text;
        }
        StringBuilder joined = new StringBuilder(0);
        ReasoningDetail.in(message).forEach(detail -> detail.readable().ifPresent(joined::append));
        return joined.toString();
    }

    /** As base64; an image elsewhere has none. */
    private static List<Object> images(Map<String, Object> message) {
        List<Object> images = new ArrayList<>(0);
        if (message.get("images") instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> part) {
                    new ContentPart(cast(part)).imageData().map(DataUrl::base64).ifPresent(images::add);
                }
            }
        }
        return images;
    }

    private static void put(String name, @Nullable Object count, Map<String, Object> into) {
        if (count instanceof Number) {
            into.put(name, count);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
