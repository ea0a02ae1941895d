package io.serai.processors.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** OpenAI's {@code logprobs} as <a href="https://ai.google.dev/api/generate-content#LogprobsResult">logprobsResult</a>. */
final class LogprobWords {

    private LogprobWords() {}

    /** Puts the probabilities into a candidate. */
    static void tell(Node choice, Map<String, Object> candidate) {
        List<Node> tokens = choice.object("logprobs").objects("content");
        if (tokens.isEmpty()) {
            return;
        }
        List<Object> chosen = new ArrayList<>(tokens.size());
        List<Object> top = new ArrayList<>(tokens.size());
        boolean hasTop = false;
        for (Node token : tokens) {
            chosen.add(candidate(token));
            List<Object> others = new ArrayList<>();
            token.objects("top_logprobs").forEach(other -> others.add(candidate(other)));
            top.add(Node.map("candidates", others));
            hasTop |= !others.isEmpty();
        }
        Map<String, Object> result = new LinkedHashMap<>();
        if (hasTop) {
            result.put("topCandidates", top);
        }
        result.put("chosenCandidates", chosen);
        candidate.put("logprobsResult", result);
    }

    /** Puts the mean into a candidate: what the provider says, else that of its tokens. */
    static void mean(Node choice, Map<String, Object> candidate) {
        if (choice.has("avg_logprobs")) {
            choice.copy("avg_logprobs", candidate, "avgLogprobs");
            return;
        }
        double sum = 0;
        int count = 0;
        for (Node token : choice.object("logprobs").objects("content")) {
            if (token.get("logprob") instanceof Number number) {
                sum += number.doubleValue();
                count++;
            }
        }
        if (count > 0) {
            candidate.put("avgLogprobs", sum / count);
        }
    }

    private static Map<String, Object> candidate(Node token) {
        Map<String, Object> candidate = new LinkedHashMap<>(4);
        candidate.put("token", token.string("token"));
        token.copy("logprob", candidate, "logProbability");
        return candidate;
    }
}
