package io.serai.processors.retrieval;

import io.serai.api.chat.ChatRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Puts found passages in front of the last question of a chat, as a system message that names their sources and asks to name them
 * in the answer. For an {@code enrich} whose route answers with a {@code List} of {@link PassageMatch}; without any the request stays
 * as it is. How many there are is left in the property {@value #FOUND}. The original request is never changed: other branches of the route may hold it.
 */
public final class PassageContext implements AggregationStrategy {

    /** Property of the original exchange: how many passages were found. */
    public static final String FOUND = "SeraiPassagesFound";

    private volatile String instruction =
            "Answer the question from the passages below. Name the source, in brackets, of everything that you take from them."
                    + " Where they do not hold the answer, say so.";

    /** What the model is told to do with the passages. */
    public void setInstruction(String instruction) {
        this.instruction = instruction;
    }

    @Override
    public Exchange aggregate(Exchange original, @Nullable Exchange found) {
        List<?> matches = found != null && found.getMessage().getBody() instanceof List<?> list ? list : List.of();
        original.setProperty(FOUND, matches.size());
        if (!matches.isEmpty() && original.getMessage().getBody() instanceof Map<?, ?> request) {
            original.getMessage().setBody(enriched(cast(request), context(matches)));
        }
        return original;
    }

    private static Map<String, Object> enriched(Map<String, Object> request, String context) {
        List<Object> messages = new ArrayList<>();
        if (request.get("messages") instanceof List<?> given) {
            messages.addAll(given);
        }
        messages.add(lastQuestion(messages), ChatRequest.message("system", context));
        Map<String, Object> enriched = new LinkedHashMap<>(request);
        enriched.put("messages", messages);
        return enriched;
    }

    private static int lastQuestion(List<Object> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof Map<?, ?> message && "user".equals(message.get("role"))) {
                return i;
            }
        }
        return messages.size();
    }

    private String context(List<?> matches) {
        StringBuilder context = new StringBuilder(instruction);
        for (Object match : matches) {
            if (match instanceof PassageMatch found) {
                Passage passage = found.passage();
                context.append("\n\n[").append(passage.source()).append(']');
                if (!passage.heading().isEmpty()) {
                    context.append(' ').append(passage.heading());
                }
                context.append('\n').append(passage.text());
            }
        }
        return context.toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
