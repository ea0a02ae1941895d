package io.serai.api.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Answers of every form that OpenAI's API knows, with members that it doesn't. */
final class Answers {

    private static final Arbitrary<String> TEXT = Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12),
            Arbitraries.of("", "\\", "{\"a\":\"\\u00e9\\n", "🙂", "data: [DONE]\n\n"));

    private Answers() {}

    static Arbitrary<Map<String, Object>> any() {
        Arbitrary<List<Object>> choices = choice().list().ofMaxSize(3).map(Answers::numbered);
        return Combinators.combine(choices, value(3).optional(), usage().injectNull(0.3), Arbitraries.of(true, false))
                .as((list, unknown, usage, hasUsage) -> {
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("id", "chatcmpl-1");
                    answer.put("object", "chat.completion");
                    answer.put("created", 1_700_000_000);
                    answer.put("model", "m");
                    unknown.ifPresent(value -> answer.put("unknown", value));
                    answer.put("service_tier", null);
                    answer.put("choices", list);
                    if (hasUsage) {
                        answer.put("usage", usage);
                    }
                    return answer;
                });
    }

    private static List<Object> numbered(List<Map<String, Object>> choices) {
        List<Object> numbered = new ArrayList<>();
        for (Map<String, Object> choice : choices) {
            Map<String, Object> copy = new LinkedHashMap<>();
            copy.put("index", numbered.size());
            copy.putAll(choice);
            numbered.add(copy);
        }
        return numbered;
    }

    private static Arbitrary<Map<String, Object>> choice() {
        Arbitrary<String> finish =
                Arbitraries.of("stop", "length", "tool_calls", "content_filter").injectNull(0.2);
        return Combinators.combine(message(), finish, logprobs(), value(2).optional())
                .as((message, reason, logprobs, unknown) -> {
                    Map<String, Object> choice = new LinkedHashMap<>();
                    choice.put("message", message);
                    logprobs.ifPresent(value -> choice.put("logprobs", value));
                    choice.put("finish_reason", reason);
                    unknown.ifPresent(value -> choice.put("content_filter_results", value));
                    return choice;
                });
    }

    private static Arbitrary<Map<String, Object>> message() {
        Arbitrary<List<Map<String, Object>>> calls = toolCall().list().ofMaxSize(3);
        return Combinators.combine(TEXT.injectNull(0.3), calls.optional(), TEXT.optional(), value(3).optional())
                .as((content, toolCalls, reasoning, unknown) -> {
                    Map<String, Object> message = new LinkedHashMap<>();
                    message.put("role", "assistant");
                    message.put("content", content);
                    message.put("refusal", null);
                    toolCalls.ifPresent(list -> message.put("tool_calls", list));
                    reasoning.ifPresent(text -> message.put("reasoning_content", text));
                    unknown.ifPresent(value -> message.put("annotations", value));
                    return message;
                });
    }

    private static Arbitrary<Map<String, Object>> toolCall() {
        return Combinators.combine(
                        Arbitraries.of("call_a", "call_b", "", null), Arbitraries.of("f", "g"), TEXT, value(1))
                .as((id, name, arguments, unknown) -> {
                    Map<String, Object> function = new LinkedHashMap<>();
                    function.put("name", name);
                    function.put("arguments", arguments);
                    Map<String, Object> call = new LinkedHashMap<>();
                    call.put("id", id);
                    call.put("type", "function");
                    call.put("function", function);
                    call.put("extra_content", unknown);
                    return call;
                });
    }

    private static Arbitrary<Optional<Map<String, Object>>> logprobs() {
        Arbitrary<Map<String, Object>> token = Combinators.combine(
                        TEXT, Arbitraries.doubles().between(-9, 0))
                .as((text, logprob) -> Map.of("token", text, "logprob", logprob, "top_logprobs", List.of()));
        return token.list()
                .ofMaxSize(3)
                .map(content -> {
                    Map<String, Object> logprobs = new LinkedHashMap<>();
                    logprobs.put("content", content);
                    logprobs.put("refusal", null);
                    return logprobs;
                })
                .optional();
    }

    private static Arbitrary<Map<String, Object>> usage() {
        return Arbitraries.integers().between(0, 99).map(count -> {
            Map<String, Object> usage =
                    new LinkedHashMap<>(Usage.of(count, count).map());
            usage.put("completion_tokens_details", Map.of("reasoning_tokens", count));
            usage.put("prompt_tokens_details", null);
            return usage;
        });
    }

    /** Any plain data of this depth. */
    private static Arbitrary<Object> value(int depth) {
        Arbitrary<Object> scalar = Arbitraries.oneOf(
                TEXT.asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<Object> inner = value(depth - 1).injectNull(0.1);
        Arbitrary<String> names = Arbitraries.of("id", "type", "name", "text", "index", "x");
        return Arbitraries.oneOf(
                scalar,
                inner.list().ofMaxSize(2).asGeneric(),
                Arbitraries.maps(names, inner).ofMaxSize(2).asGeneric());
    }
}
