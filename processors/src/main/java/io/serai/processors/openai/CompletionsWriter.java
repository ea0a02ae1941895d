package io.serai.processors.openai;

import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer to {@code POST /v1/completions}. Takes the {@code List} that {@link CompletionsAggregation} gathered, or a single
 * answer, of any kind that {@link ChatWriter} takes.
 */
public final class CompletionsWriter implements Processor {

    private static final Prompts UNKNOWN = new Prompts(List.of(""), 1, Prompts.Echo.OFF);

    @Override
    public void process(Exchange exchange) {
        Asked asked = Asked.of(exchange);
        Prompts prompts = exchange.getProperty(Prompts.PROPERTY, UNKNOWN, Prompts.class);
        Object body = exchange.getMessage().getBody();
        Object said = body instanceof List<?> answers ? merged(answers, prompts, asked) : body;
        Answer.write(exchange, said, asked, new OpenAiShape(new CompletionShape(prompts)));
    }

    private static @Nullable Object merged(List<?> answers, Prompts prompts, Asked asked) {
        if (answers.size() == 1) {
            return answers.get(0);
        }
        Map<String, Object> merged = new LinkedHashMap<>();
        List<Object> choices = new ArrayList<>();
        List<Map<String, Object>> usages = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Map<String, Object> answer = whole(answers.get(i), asked);
            answer.forEach(merged::putIfAbsent);
            Usage.in(answer).ifPresent(usage -> usages.add(usage.map()));
            addChoices(answer, i * prompts.choices(), choices);
        }
        merged.put("choices", choices);
        if (!usages.isEmpty()) {
            merged.put("usage", Usage.sum(usages));
        }
        return merged;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> whole(@Nullable Object answer, Asked asked) {
        if (answer instanceof ChatStream stream) {
            return stream.collect();
        }
        if (answer instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        if (answer instanceof CharSequence text) {
            return ChatResponse.ofText(asked.model(), text.toString()).map();
        }
        throw Answer.unexpected(answer, asked);
    }

    private static void addChoices(Map<String, Object> answer, int first, List<Object> to) {
        if (answer.get("choices") instanceof List<?> choices) {
            for (Object choice : choices) {
                if (choice instanceof Map<?, ?> members) {
                    Map<Object, Object> shifted = new LinkedHashMap<>(members);
                    int index = members.get("index") instanceof Number number ? number.intValue() : 0;
                    shifted.put("index", first + index);
                    to.add(shifted);
                }
            }
        }
    }
}
