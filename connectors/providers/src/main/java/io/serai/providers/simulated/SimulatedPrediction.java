package io.serai.providers.simulated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Predictions that give each input back as an output: under the names that are asked for, else {@code output_<input>}. */
final class SimulatedPrediction {

    /** As a path of the protocol names a version of a model. */
    private static final String VERSIONS = "/versions/";

    private SimulatedPrediction() {}

    /** The answer to a request of the Open Inference Protocol, in its own form. */
    static Map<String, Object> answer(String model, Map<String, Object> request) {
        List<?> inputs = request.get("inputs") instanceof List<?> given ? given : List.of();
        List<?> wanted = request.get("outputs") instanceof List<?> given ? given : List.of();
        List<Object> outputs = new ArrayList<>();
        int count = wanted.isEmpty() ? inputs.size() : wanted.size();
        for (int i = 0; i < count && !inputs.isEmpty(); i++) {
            if (inputs.get(i % inputs.size()) instanceof Map<?, ?> input) {
                Map<String, Object> output = new LinkedHashMap<>();
                output.put(
                        "name",
                        !wanted.isEmpty() && wanted.get(i) instanceof Map<?, ?> named
                                ? String.valueOf(named.get("name"))
                                : "output_" + input.get("name"));
                output.put("shape", input.get("shape"));
                output.put("datatype", input.get("datatype"));
                output.put("data", input.get("data"));
                outputs.add(output);
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        int at = model.lastIndexOf(VERSIONS);
        answer.put("model_name", at < 0 ? model : model.substring(0, at));
        if (at >= 0) {
            answer.put("model_version", model.substring(at + VERSIONS.length()));
        } else if (request.get("model_version") instanceof String version) {
            answer.put("model_version", version);
        }
        if (request.get("id") instanceof String id) {
            answer.put("id", id);
        }
        answer.put("parameters", Map.of("simulated", true));
        answer.put("outputs", outputs);
        return answer;
    }
}
