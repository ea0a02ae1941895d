package io.serai.providers.serving.inference;

import io.serai.api.json.Json;
import io.serai.providers.http.Translator.Outgoing;
import io.serai.providers.serving.Tensor;
import io.serai.providers.serving.inference.Element.MisfitException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs that go out as bytes behind the JSON, because their datatype has no form in it: FP16 and BF16 (<a
 * href="https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol/binary-tensor-data-extension">binary tensor data
 * extension</a>). Others stay in the JSON.
 */
final class BinaryInputs {

    private BinaryInputs() {}

    static boolean areNeeded(List<Tensor> inputs) {
        return inputs.stream().anyMatch(BinaryInputs::isBinary);
    }

    private static boolean isBinary(Tensor input) {
        return input.datatype().equals(Datatype.FP16.name()) || input.datatype().equals(Datatype.BF16.name());
    }

    /** @param body the JSON's members; its inputs are replaced */
    static Outgoing outgoing(String path, Map<String, Object> body, List<Tensor> inputs) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        List<Object> described = new ArrayList<>(inputs.size());
        for (Tensor input : inputs) {
            described.add(isBinary(input) ? described(input, raw) : input.map());
        }
        body.put("inputs", described);
        byte[] json = Json.write(body);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(json.length + raw.size());
        whole.writeBytes(json);
        whole.writeBytes(raw.toByteArray());
        Map<String, String> headers = Map.of(
                "content-type", "application/octet-stream", InferCall.JSON_LENGTH, Integer.toString(json.length));
        return new Outgoing(path, headers, whole.toByteArray());
    }

    private static Map<String, Object> described(Tensor input, ByteArrayOutputStream raw) {
        byte[] bytes = bytes(input);
        raw.writeBytes(bytes);
        Map<String, Object> parameters = new LinkedHashMap<>(input.parameters());
        parameters.put("binary_data_size", bytes.length);
        Map<String, Object> described = new LinkedHashMap<>(input.map());
        described.remove("data");
        described.put("parameters", parameters);
        return described;
    }

    private static byte[] bytes(Tensor input) {
        try {
            return RawTensor.write(Datatype.valueOf(input.datatype()), input.flat());
        } catch (MisfitException e) {
            throw input.bad("data", "to hold elements of " + input.datatype());
        }
    }
}
