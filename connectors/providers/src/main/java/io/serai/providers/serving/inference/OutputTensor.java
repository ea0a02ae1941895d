package io.serai.providers.serving.inference;

import io.serai.providers.http.Translation.MalformedException;
import io.serai.providers.serving.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts elements that came as bytes into an output of a canonical answer. */
final class OutputTensor {

    private OutputTensor() {}

    /** Reads raw bytes into the output that describes them. */
    static void fill(Map<String, Object> output, ByteBuffer raw) throws MalformedException {
        Datatype datatype = Datatype.of(String.valueOf(output.get("datatype")));
        if (datatype == null) {
            throw new MalformedException("expected a datatype of the protocol");
        }
        fill(output, datatype, RawTensor.read(datatype, raw));
    }

    /** @param elements those of {@code BYTES} as {@code byte[]} */
    static void fill(Map<String, Object> output, Datatype datatype, List<Object> elements) {
        if (datatype != Datatype.BYTES) {
            output.put("data", elements);
        } else {
            fillBytes(output, elements);
        }
    }

    /** JSON has no bytes: where one element is not text, all are base64, and the tensor says so as MLServer would. */
    private static void fillBytes(Map<String, Object> output, List<Object> elements) {
        List<Object> texts = new ArrayList<>(elements.size());
        try {
            for (Object element : elements) {
                texts.add(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap((byte[]) element))
                        .toString());
            }
        } catch (CharacterCodingException notText) {
            texts.clear();
            elements.forEach(element -> texts.add(Base64.getEncoder().encodeToString((byte[]) element)));
            Map<String, Object> parameters = new LinkedHashMap<>();
            if (output.get("parameters") instanceof Map<?, ?> told) {
                told.forEach((name, value) -> parameters.put(String.valueOf(name), value));
            }
            parameters.put(Tensor.CONTENT_TYPE, Tensor.BASE64);
            output.put("parameters", parameters);
        }
        output.put("data", texts);
    }
}
