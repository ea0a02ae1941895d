package io.serai.providers.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** <a href="https://ai.google.dev/api/generate-content#LogprobsResult">logprobsResult</a> as OpenAI's {@code logprobs}. */
final class Logprobs {

    private Logprobs() {}

    static Map<String, Object> of(Map<?, ?> result) {
        List<Map<?, ?>> chosen = Nodes.objects(result.get("chosenCandidates"));
        List<Map<?, ?>> top = Nodes.objects(result.get("topCandidates"));
        List<Map<String, Object>> content = new ArrayList<>(chosen.size());
        for (int i = 0; i < chosen.size(); i++) {
            Map<String, Object> token = token(chosen.get(i));
            List<Map<String, Object>> others = new ArrayList<>();
            if (i < top.size()) {
                for (Map<?, ?> other : Nodes.objects(top.get(i).get("candidates"))) {
                    others.add(token(other));
                }
            }
            token.put("top_logprobs", others);
            content.add(token);
        }
        return Nodes.of("content", content);
    }

    /** Its bytes are not known: a token may be a part of a character. */
    private static Map<String, Object> token(Map<?, ?> candidate) {
        Map<String, Object> token = new LinkedHashMap<>(4);
        token.put("token", String.valueOf(candidate.get("token")));
        token.put("logprob", candidate.get("logProbability"));
        token.put("bytes", null);
        return token;
    }
}
