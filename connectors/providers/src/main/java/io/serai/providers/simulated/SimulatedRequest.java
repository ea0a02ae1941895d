package io.serai.providers.simulated;

import io.serai.api.chat.ChatRequest;
import io.serai.api.error.CallerException;
import io.serai.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the simulation reads in a chat request. Members of an unexpected type count as absent: front ends have checked what they
 * check, and routes may leave out the rest.
 *
 * @param model the model's name
 * @param map the request itself
 * @param messages those that are objects
 * @param userText the last message of the user
 * @param choices how many answers, 1 to 128
 * @param maxTokens what an answer may have at most, reasoning included
 * @param stops texts before which an answer ends
 * @param topLogprobs how many alternatives to each token; empty when no log probabilities are asked for
 */
record SimulatedRequest(
        String model,
        Map<String, Object> map,
        List<Map<String, Object>> messages,
        String userText,
        int choices,
        int maxTokens,
        List<String> stops,
        OptionalInt topLogprobs) {

    private static final int MOST_CHOICES = 128;
    private static final int MOST_LOGPROBS = 20;

    static SimulatedRequest of(String model, Map<String, Object> map) {
        ChatRequest request = new ChatRequest(map);
        List<Map<String, Object>> messages = request.messages();
        if (messages.isEmpty()) {
            throw CallerException.badField(
                    "messages",
                    "'messages' must be a non-empty array, found " + Json.kindOf(map.get("messages")) + ".");
        }
        String limit = map.get("max_completion_tokens") instanceof Number ? "max_completion_tokens" : "max_tokens";
        return new SimulatedRequest(
                model,
                map,
                messages,
                request.lastUserText(),
                number(map, "n", 1, MOST_CHOICES).orElse(1),
                number(map, limit, 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE),
                stops(map.get("stop")),
                Boolean.TRUE.equals(map.get("logprobs"))
                        ? OptionalInt.of(
                                number(map, "top_logprobs", 0, MOST_LOGPROBS).orElse(0))
                        : OptionalInt.empty());
    }

    /** A whole number of the request, refused when it is out of range. */
    static OptionalInt number(Map<String, Object> map, String name, int least, int most) {
        if (!(map.get(name) instanceof Number number)) {
            return OptionalInt.empty();
        }
        double value = number.doubleValue();
        // Not the negation: NaN must fail as well.
        if (value >= least && value <= most) {
            return OptionalInt.of((int) value);
        }
        throw CallerException.badField(name, "'" + name + "' must be from " + least + " to " + most + ".");
    }

    /** Whether the answer begins with reasoning. */
    boolean reasons() {
        return map.get("reasoning_effort") instanceof String effort
                ? !effort.equals("none")
                : model.toLowerCase(Locale.ROOT).contains("reason");
    }

    /** Whether the last message is a tool's result. */
    boolean answersTool() {
        return "tool".equals(messages.get(messages.size() - 1).get("role"));
    }

    /** The text of all messages from the application itself. */
    String instructions() {
        StringBuilder instructions = new StringBuilder();
        for (Map<String, Object> message : messages) {
            if (isInstruction(message)) {
                instructions.append(ChatRequest.text(message.get("content"))).append("\n\n");
            }
        }
        return instructions.toString();
    }

    /** Whether a message comes from the application itself. */
    static boolean isInstruction(Map<String, Object> message) {
        return "system".equals(message.get("role")) || "developer".equals(message.get("role"));
    }

    /** The names in the user's words, such as {@code Paris}, of which the last is what a request is likely about; or "simulated". */
    String topic() {
        String topic = "simulated";
        String[] words = Sentence.excerpt(userText, Sentence.LONGEST).split("[^\\p{L}\\p{N}]+");
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            if (word.length() > 1
                    && Character.isUpperCase(word.charAt(0))
                    && !Words.isCommon(word.toLowerCase(Locale.ROOT))) {
                topic = word;
            }
        }
        return topic;
    }

    private static List<String> stops(@Nullable Object stop) {
        List<String> stops = new ArrayList<>();
        for (Object text : stop instanceof List<?> list ? list : stop == null ? List.of() : List.of(stop)) {
            if (text instanceof String value && !value.isEmpty()) {
                stops.add(value);
            }
        }
        return stops;
    }
}
