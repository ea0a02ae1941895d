package io.serai.providers.simulated;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Made-up log probabilities in <a href="https://platform.openai.com/docs/api-reference/chat/object">OpenAI's shape</a>. */
final class Logprobs {

    private static final List<String> ALTERNATIVES = List.of(
            " the", " a", " of", " and", " to", " in", " is", " it", " that", " for", " as", " on", " with", " at",
            " by", " from", " or", " an", " be", " this", " we");

    private final long seed;
    private final OptionalInt top;

    /** @param top how many alternatives to list; empty for no log probabilities at all */
    Logprobs(long seed, OptionalInt top) {
        this.seed = seed;
        this.top = top;
    }

    boolean areWanted() {
        return top.isPresent();
    }

    /** The {@code logprobs} of a choice or of a chunk. */
    static Map<String, Object> of(List<Object> entries) {
        Map<String, Object> logprobs = new LinkedHashMap<>();
        logprobs.put("content", entries);
        logprobs.put("refusal", null);
        return logprobs;
    }

    /** One token's, which is the likeliest of its alternatives. */
    Map<String, Object> entry(Piece piece, int position) {
        double own = -StableHash.pick(StableHash.mix(seed + position), 500) / 1000.0;
        List<Object> alternatives = new ArrayList<>();
        int wanted = top.orElse(0);
        if (wanted > 0) {
            alternatives.add(probability(piece.text(), own));
        }
        for (int i = 0; alternatives.size() < wanted; i++) {
            String other = ALTERNATIVES.get(i);
            if (!other.equals(piece.text())) {
                alternatives.add(probability(other, own - 1 - i));
            }
        }
        Map<String, Object> entry = probability(piece.text(), own);
        entry.put("top_logprobs", alternatives);
        return entry;
    }

    private static Map<String, Object> probability(String token, double logprob) {
        byte[] utf8 = token.getBytes(StandardCharsets.UTF_8);
        List<Object> bytes = new ArrayList<>(utf8.length);
        for (byte b : utf8) {
            bytes.add(b & 0xFF);
        }
        Map<String, Object> probability = new LinkedHashMap<>();
        probability.put("token", token);
        probability.put("logprob", logprob);
        probability.put("bytes", bytes);
        return probability;
    }
}
