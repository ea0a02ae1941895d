package io.serai.providers.cohere;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Log probabilities in OpenAI's form. Cohere has pieces of text of one token or several (<a
 * href="https://docs.cohere.com/reference/chat#response.body.logprobs">logprobs</a>); a piece stands for a token, its probability being the
 * product of its tokens'. Cohere's own members of a piece stay.
 */
final class Logprobs {

    private Logprobs() {}

    /** @param told one piece or a list of them; null where there is none */
    static @Nullable Map<String, Object> of(@Nullable Object told) {
        List<?> pieces = told instanceof List<?> list ? list : told instanceof Map<?, ?> one ? List.of(one) : List.of();
        List<Object> content = new ArrayList<>(pieces.size());
        for (Object piece : pieces) {
            if (piece instanceof Map<?, ?> map && map.get("logprobs") instanceof List<?> logprobs) {
                content.add(token(map, logprobs));
            }
        }
        return content.isEmpty() ? null : new LinkedHashMap<>(Map.of("content", content));
    }

    private static Map<String, Object> token(Map<?, ?> piece, List<?> logprobs) {
        String text = piece.get("text") instanceof String said ? said : "";
        Map<String, Object> token = new LinkedHashMap<>(8);
        token.put("token", text);
        token.put("logprob", logprobs.size() == 1 ? logprobs.get(0) : sum(logprobs));
        List<Object> bytes = new ArrayList<>(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(b & 0xFF);
        }
        token.put("bytes", bytes);
        token.put("top_logprobs", List.of());
        piece.forEach((name, value) -> {
            if (!"text".equals(name)) {
                token.put(String.valueOf(name), value);
            }
        });
        return token;
    }

    private static BigDecimal sum(List<?> logprobs) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Object logprob : logprobs) {
            if (logprob instanceof Number number) {
                sum = sum.add(new BigDecimal(number.toString()));
            }
        }
        return sum;
    }
}
