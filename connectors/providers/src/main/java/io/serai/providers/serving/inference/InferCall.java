package io.serai.providers.serving.inference;

import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import io.serai.providers.serving.Members;
import io.serai.providers.serving.ModelName;
import io.serai.providers.serving.PredictCall;
import io.serai.providers.serving.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * A prediction over REST (<a
 * href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">specification</a>): the
 * canonical form itself. Outputs that a caller asked to have as bytes ({@code binary_data}) come behind the JSON, and become data again.
 */
final class InferCall implements PredictCall {

    static final List<String> VERSIONS = List.of("versions");

    /** Of the JSON, where bytes follow it. */
    static final String JSON_LENGTH = "inference-header-content-length";

    private final Asked asked;
    private final ProviderErrors errors;
    private final ModelName model;

    InferCall(Asked asked, ProviderErrors errors) {
        this.asked = asked;
        this.errors = errors;
        this.model = ModelName.of(asked.model(), asked.request(), VERSIONS);
    }

    @Override
    public Outgoing outgoing() {
        List<Tensor> inputs = Tensor.inputs(asked.request());
        Map<String, Object> body = Members.passedOn(asked.request());
        String path = "/v2/models/" + model.path() + "/infer";
        return BinaryInputs.areNeeded(inputs)
                ? BinaryInputs.outgoing(path, body, inputs)
                : new Outgoing(path, Map.of(), Json.write(body));
    }

    @Override
    public Map<String, Object> document(byte[] body, Head head) throws JsonException, MalformedException {
        int jsonLength = jsonLength(body, head);
        if (jsonLength == body.length) {
            return PredictCall.super.document(body, head);
        }
        Map<String, Object> answer = answer(Json.standard().readObject(body, 0, jsonLength), head);
        ByteBuffer raw = ByteBuffer.wrap(body, jsonLength, body.length - jsonLength);
        if (answer.get("outputs") instanceof List<?> outputs) {
            for (Object output : outputs) {
                fill(output, raw);
            }
        }
        return answer;
    }

    private static int jsonLength(byte[] body, Head head) throws MalformedException {
        String told = head.header().apply(JSON_LENGTH).orElse("").strip();
        if (told.isEmpty()) {
            return body.length;
        }
        try {
            int length = Integer.parseInt(told);
            if (length >= 0 && length <= body.length) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new MalformedException("expected " + JSON_LENGTH + " to be a length within the answer");
    }

    @SuppressWarnings("unchecked")
    private static void fill(Object element, ByteBuffer raw) throws MalformedException {
        Map<String, Object> output = (Map<String, Object>) element;
        if (!(output.get("parameters") instanceof Map<?, ?> parameters)
                || !(parameters.get("binary_data_size") instanceof Number size)) {
            return;
        }
        int length = size.intValue();
        if (length < 0 || length > raw.remaining()) {
            throw new MalformedException("expected binary_data_size to be a length within the answer");
        }
        parameters.remove("binary_data_size");
        if (parameters.isEmpty()) {
            output.remove("parameters");
        }
        OutputTensor.fill(output, raw.slice(raw.position(), length));
        raw.position(raw.position() + length);
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> answer = JsonObjects.object(body);
        SeraiException error = errors.within(answer);
        if (error != null) {
            throw error;
        }
        if (!(answer.get("outputs") instanceof List<?> outputs)
                || !outputs.stream().allMatch(Map.class::isInstance)) {
            throw new MalformedException("expected outputs, found " + Json.kindOf(answer.get("outputs")));
        }
        answer.putIfAbsent("model_name", model.name());
        return answer;
    }
}
