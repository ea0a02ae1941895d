package io.serai.providers.serving;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the canonical answer of a prediction from what servers say that have no words for tensors.
 *
 * @param model that was asked
 * @param request in canonical form
 */
public record PredictAnswer(ModelName model, Map<String, Object> request) {

    /** What a tensor is called that the server gave no name; Keras calls the first output of a model so. */
    private static final String UNNAMED = "output_0";

    /** The answer with these outputs, of which those are told that were wished for. */
    public Map<String, Object> of(List<Map<String, Object>> outputs) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("model_name", model.name());
        model.chosenVersion().ifPresent(version -> answer.put("model_version", version));
        if (request.get("id") != null) {
            answer.put("id", request.get("id"));
        }
        answer.put("outputs", wished(outputs));
        return answer;
    }

    /** Outputs by name, or one that has none. */
    public List<Map<String, Object>> columns(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> columns) || columns.containsKey("b64")) {
            return List.of(JsonTensor.of(unnamed(), json));
        }
        List<Map<String, Object>> outputs = new ArrayList<>(columns.size());
        columns.forEach((name, value) -> outputs.add(JsonTensor.of(String.valueOf(name), value)));
        return outputs;
    }

    /** Rows of outputs by name, or of one that has none. */
    public List<Map<String, Object>> rows(@Nullable Object json) {
        if (!(json instanceof List<?> rows) || rows.isEmpty() || !(rows.get(0) instanceof Map<?, ?> first)) {
            return columns(json);
        }
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        first.keySet().forEach(name -> columns.put(String.valueOf(name), new ArrayList<>(rows.size())));
        for (Object row : rows) {
            if (!(row instanceof Map<?, ?> members) || !members.keySet().equals(columns.keySet())) {
                return List.of(JsonTensor.of(unnamed(), json));
            }
            members.forEach((name, value) -> column(columns, name).add(value));
        }
        boolean binary = columns.size() == 1 && columns.containsKey("b64");
        return binary || !columns.values().stream().allMatch(JsonTensor::isRegular)
                ? List.of(JsonTensor.of(unnamed(), json))
                : columns(columns);
    }

    private static List<@Nullable Object> column(Map<String, List<@Nullable Object>> columns, Object name) {
        return columns.computeIfAbsent(String.valueOf(name), added -> new ArrayList<>());
    }

    /** An answer that is not JSON, as one tensor of one element: text, or bytes in base64. */
    public List<Map<String, Object>> bytes(byte[] body) {
        return List.of(JsonTensor.of(unnamed(), textOrBase64(body)));
    }

    private static Object textOrBase64(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            return Map.of("b64", Base64.getEncoder().encodeToString(bytes));
        }
    }

    private String unnamed() {
        List<Tensor> wished = Tensor.wished(request);
        return wished.size() == 1 ? wished.get(0).name() : UNNAMED;
    }

    private List<Map<String, Object>> wished(List<Map<String, Object>> outputs) {
        Set<String> names = new HashSet<>();
        Tensor.wished(request).forEach(tensor -> names.add(tensor.name()));
        return names.isEmpty()
                ? outputs
                : outputs.stream()
                        .filter(output -> names.contains(output.get("name")))
                        .toList();
    }
}
