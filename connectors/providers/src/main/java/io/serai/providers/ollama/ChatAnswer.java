package io.serai.providers.ollama;

import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A whole answer in the canonical form. */
final class ChatAnswer {

    private ChatAnswer() {}

    static Map<String, Object> of(Map<String, Object> answer, AnswerHead head) {
        Map<?, ?> said = said(answer);
        List<SaidCall> calls = SaidCall.in(said, head, 0);
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message(said, calls));
        Map<String, Object> logprobs = logprobs(answer);
        if (logprobs != null) {
            choice.put("logprobs", logprobs);
        }
        DoneReason.of(answer, !calls.isEmpty()).tell(choice);
        Map<String, Object> told = head.envelope().answer(List.of(choice), Counts.of(answer));
        context(answer, told);
        return told;
    }

    /** The message of an answer or of a line; {@code /api/generate} tells its members at the top, and its text as {@code response}. */
    static Map<?, ?> said(Map<String, Object> answer) {
        if (answer.get("message") instanceof Map<?, ?> message) {
            return message;
        }
        if (!answer.containsKey("response")) {
            return Map.of();
        }
        Map<String, Object> said = new LinkedHashMap<>(answer);
        said.put("content", answer.get("response"));
        return said;
    }

    /** Tokens of the conversation so far, for the next turn of {@code /api/generate}. */
    static void context(Map<String, Object> answer, Map<String, Object> told) {
        if (answer.get("context") != null) {
            told.put("context", answer.get("context"));
        }
    }

    private static Map<String, Object> message(Map<?, ?> said, List<SaidCall> calls) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text(said.get("content")));
        String thinking = text(said.get("thinking"));
        if (!thinking.isEmpty()) {
            message.put("reasoning_content", thinking);
        }
        List<Object> images = images(said);
        if (!images.isEmpty()) {
            message.put("images", images);
        }
        if (!calls.isEmpty()) {
            List<Object> told = new ArrayList<>(calls.size());
            for (SaidCall call : calls) {
                told.add(ToolCall.of(call.id(), call.name(), call.arguments()).map());
            }
            message.put("tool_calls", told);
        }
        return message;
    }

    /** Base64 without a word on the format: Ollama's image models make PNG (<a href="https://docs.ollama.com/api/openai-compatibility">source</a>). */
    static List<Object> images(Map<?, ?> said) {
        if (!(said.get("images") instanceof List<?> given)) {
            return List.of();
        }
        List<Object> images = new ArrayList<>(given.size());
        for (Object image : given) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("type", "image_url");
            told.put("image_url", new LinkedHashMap<>(Map.of("url", "data:image/png;base64," + image)));
            images.add(told);
        }
        return images;
    }

    /** In OpenAI's shape, whose tokens always have alternatives, if none; null where there are none. */
    static @Nullable Map<String, Object> logprobs(Map<String, Object> answer) {
        if (!(answer.get("logprobs") instanceof List<?> tokens) || tokens.isEmpty()) {
            return null;
        }
        List<Object> content = new ArrayList<>(tokens.size());
        for (Object element : tokens) {
            Map<String, Object> token = new LinkedHashMap<>();
            if (element instanceof Map<?, ?> given) {
                given.forEach((name, value) -> token.put(String.valueOf(name), value));
            }
            token.putIfAbsent("top_logprobs", List.of());
            content.add(token);
        }
        Map<String, Object> logprobs = new LinkedHashMap<>();
        logprobs.put("content", content);
        return logprobs;
    }

    static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }
}
