package io.serai.providers.cohere;

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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Vectors (<a href="https://docs.cohere.com/reference/embed">embed</a>), of as many texts as go into one call. */
final class EmbedCall implements Translation {

    /** "Maximum number of texts per call is 96." */
    static final int TEXTS_PER_CALL = 96;

    /** Cohere's own words, which a request may use at its top. */
    private static final Set<String> OWN =
            Set.of("images", "inputs", "max_tokens", "output_dimension", "truncate", "priority");

    private static final String FLOAT = "float";

    private final Asked asked;

    EmbedCall(Asked asked) {
        this.asked = asked;
    }

    @Override
    public Outgoing outgoing() {
        Map<String, Object> request = asked.request();
        Drops drops = new Drops();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", asked.model());
        input(body, request);
        // Cohere wants to know, and OpenAI's clients can't say: what is stored is embedded more often than what is
        // asked.
        body.put("input_type", request.get("input_type") == null ? "search_document" : request.get("input_type"));
        body.put("embedding_types", types());
        request.forEach((name, value) -> {
            switch (name) {
                case "model",
                        "input",
                        "input_type",
                        "embedding_types",
                        "encoding_format",
                        "user",
                        "simulate",
                        "extra_body" -> {}
                case "dimensions" -> {
                    if (value != null) {
                        body.put("output_dimension", value);
                    }
                }
                default -> {
                    if (value != null && OWN.contains(name)) {
                        body.put(name, value);
                    } else if (value != null) {
                        drops.add(name);
                    }
                }
            }
        });
        if (request.get("extra_body") instanceof Map<?, ?> extra) {
            extra.forEach((name, value) -> {
                if (!"model".equals(name)) {
                    body.put(String.valueOf(name), value);
                }
            });
        }
        return new Outgoing("/v2/embed", Map.of(), Json.write(body), drops.paths());
    }

    /** Which types of numbers are asked for; the first is what {@code embedding} will hold. */
    private List<?> types() {
        return asked.request().get("embedding_types") instanceof List<?> types && !types.isEmpty()
                ? types
                : List.of(FLOAT);
    }

    /** Texts; or, where there are objects among them, Cohere's {@code inputs} of text and images. */
    private static void input(Map<String, Object> body, Map<String, Object> request) {
        Object input = request.get("input");
        if (input == null && (request.get("images") != null || request.get("inputs") != null)) {
            return;
        }
        List<?> given = input instanceof List<?> list ? list : List.of(input == null ? 0 : input);
        boolean mixed = given.stream().anyMatch(Map.class::isInstance);
        List<Object> written = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            Object element = given.get(i);
            if (element instanceof String text) {
                written.add(mixed ? Map.of("content", List.of(Map.of("type", "text", "text", text))) : text);
            } else if (element instanceof Map<?, ?>) {
                written.add(element);
            } else {
                throw CallerException.badField(
                        input instanceof List ? "input[" + i + "]" : "input",
                        "Expected input to be text: this model's provider takes no tokens.");
            }
        }
        body.put(mixed ? "inputs" : "texts", written);
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> told = JsonObjects.object(body);
        if (!(told.get("embeddings") instanceof Map<?, ?> byType)) {
            throw new MalformedException("expected embeddings to be lists by type");
        }
        String first = String.valueOf(types().get(0));
        if (!(byType.get(first) instanceof List<?> vectors)) {
            throw new MalformedException("expected embeddings." + first + " to be a list");
        }
        List<Object> data = new ArrayList<>(vectors.size());
        for (int i = 0; i < vectors.size(); i++) {
            data.add(element(i, first, vectors.get(i), byType));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("object", "list");
        answer.put("data", data);
        answer.put("model", asked.model());
        answer.put("usage", BilledUsage.ofEmbeddings(told.get("meta")).map());
        if (told.get("id") != null) {
            answer.put("id", told.get("id"));
        }
        return answer;
    }

    /** One vector; where several types were asked for, all of them beside it. */
    private Map<String, Object> element(int index, String first, @Nullable Object vector, Map<?, ?> byType) {
        Map<String, Object> element = new LinkedHashMap<>(4);
        element.put("object", "embedding");
        element.put("index", index);
        boolean packed = "base64".equals(asked.request().get("encoding_format")) && first.equals(FLOAT);
        element.put("embedding", packed && vector instanceof List<?> numbers ? base64(numbers) : vector);
        if (types().size() > 1) {
            Map<String, Object> all = new LinkedHashMap<>();
            byType.forEach((type, vectors) -> {
                if (vectors instanceof List<?> list && index < list.size()) {
                    all.put(String.valueOf(type), list.get(index));
                }
            });
            element.put("embeddings", all);
        }
        return element;
    }

    @Override
    public Events events(Head head) {
        throw new UnsupportedOperationException("embeddings are not streamed");
    }

    /** OpenAI's: float32, little-endian. */
    private static String base64(List<?> numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(number -> bytes.putFloat(number instanceof Number n ? n.floatValue() : 0));
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
