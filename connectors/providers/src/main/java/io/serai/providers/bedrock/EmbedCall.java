package io.serai.providers.bedrock;

import io.serai.api.error.CallerException;
import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vectors by <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html">InvokeModel</a>, of as many texts
 * as the model takes at once; {@link BatchingBackend} sees to the rest.
 */
final class EmbedCall implements Translation {

    private final Asked asked;
    private final EmbeddingModel model;

    EmbedCall(Asked asked, EmbeddingModel model) {
        this.asked = asked;
        this.model = model;
    }

    @Override
    public Outgoing outgoing() {
        Map<String, Object> request = asked.request();
        Drops drops = new Drops();
        Map<String, Object> body = new LinkedHashMap<>();
        model.fill(body, texts(request));
        request.forEach((name, value) -> {
            switch (name) {
                case "model", "input", "encoding_format", "user", "simulate", "extra_body" -> {}
                default -> {
                    if (value != null) {
                        model.say(body, name, value, drops);
                    }
                }
            }
        });
        if (request.get("extra_body") instanceof Map<?, ?> extra) {
            extra.forEach((name, value) -> body.put(String.valueOf(name), value));
        }
        return new Outgoing(ModelPath.of(asked.model(), "invoke"), Map.of(), Json.write(body), drops.paths());
    }

    /** The texts of a request; one text is a list of one. */
    static List<String> texts(Map<String, Object> request) {
        Object input = request.get("input");
        List<?> given = input instanceof List<?> list ? list : List.of(input == null ? 0 : input);
        List<String> texts = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            if (!(given.get(i) instanceof String text)) {
                throw CallerException.badField(
                        input instanceof List ? "input[" + i + "]" : "input",
                        "Expected input to be text: this model's provider takes no tokens.");
            }
            texts.add(text);
        }
        if (texts.isEmpty()) {
            throw CallerException.badField("input", "Expected input to hold at least one text.");
        }
        return texts;
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> told = JsonObjects.object(body);
        List<Object> data = new ArrayList<>();
        for (Object vector : vectors(told)) {
            if (!(vector instanceof List<?> numbers)) {
                throw new MalformedException("expected an embedding to be a list");
            }
            Map<String, Object> element = new LinkedHashMap<>();
            element.put("object", "embedding");
            element.put("index", data.size());
            element.put(
                    "embedding", "base64".equals(asked.request().get("encoding_format")) ? base64(numbers) : numbers);
            data.add(element);
        }
        long tokens = tokens(told, head);
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", tokens);
        usage.put("total_tokens", tokens);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("object", "list");
        answer.put("data", data);
        answer.put("model", asked.model());
        answer.put("usage", usage);
        return answer;
    }

    @Override
    public Events events(Head head) {
        throw new UnsupportedOperationException("embeddings are not streamed");
    }

    /** Titan: {@code embedding}. Cohere: {@code embeddings}, a list, or lists by type. */
    private static List<?> vectors(Map<String, Object> told) throws MalformedException {
        if (told.get("embedding") instanceof List<?> one) {
            return List.of(one);
        }
        Object several = told.get("embeddings");
        if (several instanceof Map<?, ?> byType) {
            several = byType.containsKey("float")
                    ? byType.get("float")
                    : byType.values().stream().findFirst().orElse(null);
        }
        if (several instanceof List<?> list) {
            return list;
        }
        throw new MalformedException("expected embeddings, found none");
    }

    private static long tokens(Map<String, Object> told, Head head) {
        if (told.get("inputTextTokenCount") instanceof Number count) {
            return count.longValue();
        }
        try {
            return head.header()
                    .apply("x-amzn-bedrock-input-token-count")
                    .map(Long::parseLong)
                    .orElse(0L);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** OpenAI's: float32, little-endian. */
    private static String base64(List<?> numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(number -> bytes.putFloat(number instanceof Number n ? n.floatValue() : 0));
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
