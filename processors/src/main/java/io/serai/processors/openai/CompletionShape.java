package io.serai.processors.openai;

import io.serai.api.chat.ChatRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chat answers told as OpenAI's {@code text_completion} (<a
 * href="https://platform.openai.com/docs/api-reference/completions/object">source</a>).
 */
final class CompletionShape implements ChunkShape {

    private final Prompts prompts;
    /** How much text each choice of a stream has so far, the echo included. */
    private final Map<Integer, Integer> lengths = new HashMap<>();

    CompletionShape(Prompts prompts) {
        this.prompts = prompts;
    }

    @Override
    public Map<String, Object> whole(Map<String, Object> answer) {
        List<Object> choices = new ArrayList<>();
        for (Map<?, ?> choice : choices(answer)) {
            choices.add(choice(choice, choice.get("message")));
        }
        return envelope(answer, choices);
    }

    /** Chunks that only name a role have no counterpart. */
    @Override
    public @Nullable Map<String, Object> chunk(Map<String, Object> chunk) {
        List<Map<?, ?>> given = choices(chunk);
        List<Object> choices = new ArrayList<>();
        for (Map<?, ?> choice : given) {
            Object delta = choice.get("delta");
            boolean speaks = delta instanceof Map<?, ?> said && !text(said).isEmpty();
            if (speaks || choice.get("finish_reason") != null || choice.get("logprobs") != null) {
                choices.add(choice(choice, delta));
            }
        }
        return choices.isEmpty() && !given.isEmpty() ? null : envelope(chunk, choices);
    }

    private static Map<String, Object> envelope(Map<String, Object> chat, List<Object> choices) {
        Map<String, Object> completion = new LinkedHashMap<>(chat);
        if (chat.get("id") instanceof String id) {
            String own = id.startsWith("chatcmpl-") ? id.substring("chatcmpl-".length()) : id;
            completion.put("id", own.startsWith("cmpl-") ? own : "cmpl-" + own);
        }
        completion.put("object", "text_completion");
        completion.put("choices", choices);
        return completion;
    }

    private static List<Map<?, ?>> choices(Map<String, Object> chat) {
        List<Map<?, ?>> choices = new ArrayList<>();
        if (chat.get("choices") instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> choice) {
                    choices.add(choice);
                }
            }
        }
        return choices;
    }

    private Map<String, Object> choice(Map<?, ?> chat, @Nullable Object message) {
        int index = chat.get("index") instanceof Number number ? number.intValue() : 0;
        int begin = lengths.getOrDefault(index, 0);
        String echo = begin == 0 ? prompts.echoOf(index) : "";
        String text = message instanceof Map<?, ?> said ? echo + text(said) : echo;
        lengths.put(index, begin + text.length());
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("text", text);
        choice.put("index", index);
        choice.put("logprobs", logprobs(chat.get("logprobs"), begin + echo.length()));
        choice.put("finish_reason", chat.get("finish_reason"));
        return choice;
    }

    private static String text(Map<?, ?> message) {
        return ChatRequest.text(message.get("content"));
    }

    /** Chat lists tokens, each with its rivals; completions list each property of all tokens. */
    private static @Nullable Map<String, Object> logprobs(@Nullable Object chat, int begin) {
        if (!(chat instanceof Map<?, ?> map) || !(map.get("content") instanceof List<?> entries)) {
            return null;
        }
        List<Object> tokens = new ArrayList<>();
        List<Object> logprobs = new ArrayList<>();
        List<Object> rivals = new ArrayList<>();
        List<Object> offsets = new ArrayList<>();
        int offset = begin;
        for (Object entry : entries) {
            if (entry instanceof Map<?, ?> token) {
                String text = String.valueOf(token.get("token"));
                tokens.add(text);
                logprobs.add(token.get("logprob"));
                rivals.add(rivals(token.get("top_logprobs")));
                offsets.add(offset);
                offset += text.length();
            }
        }
        Map<String, Object> legacy = new LinkedHashMap<>();
        legacy.put("tokens", tokens);
        legacy.put("token_logprobs", logprobs);
        legacy.put("top_logprobs", rivals);
        legacy.put("text_offset", offsets);
        return legacy;
    }

    private static Map<String, Object> rivals(@Nullable Object tops) {
        Map<String, Object> rivals = new LinkedHashMap<>();
        if (tops instanceof List<?> list) {
            for (Object top : list) {
                if (top instanceof Map<?, ?> token) {
                    rivals.put(String.valueOf(token.get("token")), token.get("logprob"));
                }
            }
        }
        return rivals;
    }
}
