package io.serai.processors.gemini;

import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.sse.EventStream;
import io.serai.processors.frontend.AnswerEvents;
import io.serai.processors.frontend.AnswerShape;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import io.serai.processors.frontend.LimitHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer as a <a href="https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse">GenerateContentResponse</a>.
 *
 * @param posted what was asked
 */
record ContentShape(Posted posted) implements AnswerShape {

    @Override
    public Map<String, Object> whole(Map<String, Object> answer) {
        List<Object> candidates = new ArrayList<>(1);
        for (Node choice : Node.objects(answer.get("choices"))) {
            candidates.add(candidate(choice));
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("candidates", candidates);
        Usage.in(answer)
                .ifPresent(usage -> told.put("usageMetadata", TokenCounts.of(usage.map(), answer.get("service_tier"))));
        head(new Node(answer), posted.asked(), told);
        return told;
    }

    private Map<String, Object> candidate(Node choice) {
        Node message = choice.object("message");
        CandidateParts said = new CandidateParts(posted.thoughts());
        List<Map<String, Object>> parts = WholeParts.of(message, said);
        Map<String, Object> candidate = new LinkedHashMap<>();
        candidate.put("content", content(parts));
        Ending.tell(choice, said, candidate);
        candidate.put("index", choice.count("index"));
        Grounding.tell(choice, message.objects("annotations"), said.text(), candidate);
        LogprobWords.tell(choice, candidate);
        LogprobWords.mean(choice, candidate);
        return candidate;
    }

    /** A content of the model's; without parts where it has said nothing, as Gemini tells it. */
    static Map<String, Object> content(List<Map<String, Object>> parts) {
        Map<String, Object> content = new LinkedHashMap<>(4);
        if (!parts.isEmpty()) {
            content.put("parts", parts);
        }
        content.put("role", "model");
        return content;
    }

    /** Puts what all parts of an answer have in common. */
    static void head(Node answer, Asked asked, Map<String, Object> into) {
        String model = answer.string("model");
        into.put("modelVersion", model.isEmpty() ? asked.model() : model);
        if (!answer.string("id").isEmpty()) {
            into.put("responseId", answer.string("id"));
        }
    }

    @Override
    public EventStream stream(ChatStream chunks, Asked asked, Bill bill) {
        return new AnswerEvents(chunks, new ContentEvents(posted, bill));
    }

    /** Google's API tells none. */
    @Override
    public LimitHeaders limits() {
        return LimitHeaders.NONE;
    }
}
