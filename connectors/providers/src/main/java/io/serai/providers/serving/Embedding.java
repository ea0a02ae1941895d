package io.serai.providers.serving;

import io.serai.api.error.CallerException;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.providers.http.Translation.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Embeddings by a prediction: texts are one input tensor, vectors one output tensor. Model servers count no tokens, so the answer has no
 * usage. Options:
 *
 * <ul>
 *   <li>{@code inputTensor}: its name, {@code text} unless said otherwise
 *   <li>{@code inputRank}: 1 for the shape {@code [n]}, 2 for {@code [n, 1]}, which Triton's batching asks for; 2 unless said otherwise
 *   <li>{@code inputParameters}: such as {@code {content_type: str}} for MLServer
 *   <li>{@code outputTensor}: its name; the model's first output unless said otherwise
 * </ul>
 */
public record Embedding(
        String inputTensor, int inputRank, Map<String, Object> inputParameters, Optional<String> outputTensor) {

    /** The mapping that these options describe. */
    public static Embedding in(ServingOptions options) {
        return new Embedding(
                options.text("inputTensor").orElse("text"),
                options.number("inputRank", 1, 2).orElse(2),
                options.object("inputParameters"),
                options.text("outputTensor"));
    }

    /**
     * The prediction to ask for in place of these embeddings.
     *
     * @param dropped is told what the prediction does not say
     */
    Map<String, Object> prediction(Map<String, Object> request, List<String> dropped) {
        List<String> texts = texts(request);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("name", inputTensor);
        input.put("shape", inputRank == 1 ? List.of(texts.size()) : List.of(texts.size(), 1));
        input.put("datatype", "BYTES");
        if (!inputParameters.isEmpty()) {
            input.put("parameters", inputParameters);
        }
        input.put("data", texts);
        Map<String, Object> prediction = new LinkedHashMap<>();
        prediction.put("inputs", List.of(input));
        outputTensor.ifPresent(name -> prediction.put("outputs", List.of(Map.of("name", name))));
        request.forEach((name, value) -> {
            switch (name) {
                case "model", "input", "encoding_format", "user", "simulate" -> {}
                case "extra_body" -> prediction.put(name, value);
                default -> {
                    if (value != null) {
                        dropped.add(name);
                    }
                }
            }
        });
        return prediction;
    }

    private static List<String> texts(Map<String, Object> request) {
        Object input = request.get("input");
        if (input instanceof String text) {
            return List.of(text);
        }
        if (!(input instanceof List<?> list) || list.isEmpty()) {
            throw CallerException.badField("input", "Expected 'input' to be a text or a list of texts.");
        }
        List<String> texts = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof String text)) {
                throw CallerException.badField(
                        "input[" + i + "]", "Expected 'input' to be text: this model's provider takes no tokens.");
            }
            texts.add(text);
        }
        return texts;
    }

    /** The embeddings in a prediction's canonical answer. */
    Map<String, Object> embeddings(Map<String, Object> prediction, String model, Map<String, Object> request)
            throws MalformedException {
        List<?> rows = rows(output(prediction));
        int expected = texts(request).size();
        if (rows.size() != expected) {
            throw new MalformedException("expected a vector for each of " + expected + " texts, found " + rows.size());
        }
        return list(rows, model, request);
    }

    /** OpenAI's list of these vectors. */
    public static Map<String, Object> list(List<?> vectors, String model, Map<String, Object> request)
            throws MalformedException {
        boolean packed = "base64".equals(request.get("encoding_format"));
        List<Object> data = new ArrayList<>(vectors.size());
        for (Object vector : vectors) {
            if (!(vector instanceof List<?> numbers)
                    || numbers.isEmpty()
                    || !numbers.stream().allMatch(Number.class::isInstance)) {
                throw new MalformedException("expected an embedding to be a list of numbers");
            }
            Map<String, Object> element = new LinkedHashMap<>();
            element.put("object", "embedding");
            element.put("index", data.size());
            element.put("embedding", packed ? base64(numbers) : numbers);
            data.add(element);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("object", "list");
        answer.put("data", data);
        answer.put("model", model);
        return answer;
    }

    @SuppressWarnings("unchecked")
    private Tensor output(Map<String, Object> prediction) throws MalformedException {
        if (prediction.get("outputs") instanceof List<?> outputs) {
            for (Object output : outputs) {
                if (output instanceof Map<?, ?> map
                        && (outputTensor.isEmpty() || outputTensor.get().equals(map.get("name")))) {
                    return new Tensor((Map<String, Object>) map, "outputs");
                }
            }
        }
        throw new MalformedException("expected the output "
                + outputTensor.map(name -> "'" + name + "'").orElse("of an embedding"));
    }

    private static List<?> rows(Tensor output) throws MalformedException {
        try {
            Object nested = output.nested();
            if (nested instanceof List<?> rows) {
                return rows;
            }
            throw new MalformedException("expected vectors, found " + Json.kindOf(nested));
        } catch (SeraiException wrong) {
            throw new MalformedException("expected the data of an output to be of its shape");
        }
    }

    /** OpenAI's: float32, little-endian. */
    private static String base64(List<?> numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(number -> bytes.putFloat(((Number) number).floatValue()));
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
